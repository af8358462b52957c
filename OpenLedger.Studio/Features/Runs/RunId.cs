using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Names a run and its folder: when it was wished for, and four letters that keep two wishes of one second apart.</summary>
public readonly partial record struct RunId
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private RunId(string value) => Value = value;

    public string Value { get; }

    public static RunId New(DateTimeOffset now) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString(Letters, 4)}"));

    /// <summary>Takes only what <see cref="New"/> makes, so that an id from an address can name no other folder.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        var isId = text is not null && Form().IsMatch(text);
        id = isId ? new RunId(text!) : default;
        return isId;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[0-9]{8}-[0-9]{6}-[a-z0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
