using System.Globalization;

namespace OpenLedger.Datanets.Releases;

/// <summary>What kind of change a release is.</summary>
public enum VersionStep
{
    /// <summary>Nothing changed: there is nothing to release.</summary>
    None,

    /// <summary>Only the card or other facts about the entries.</summary>
    Patch,

    /// <summary>Entries came, were revised, or went for their quality.</summary>
    Minor,

    /// <summary>The form of entries or the licences are others, or somebody took their consent back: who used the old one must look.</summary>
    Major,
}

/// <summary>Three numbers that say how much a release differs from the one before it.</summary>
public readonly record struct ReleaseVersion(int Major, int Minor, int Patch) : IComparable<ReleaseVersion>
{
    /// <summary>The version of a Datanet's first release.</summary>
    public static ReleaseVersion First { get; } = new(1, 0, 0);

    /// <summary>Reads <c>1.2.0</c>; null where the text is none.</summary>
    public static ReleaseVersion? TryParse(string? text) =>
        text?.Split('.') is [var major, var minor, var patch] && Number(major) is { } a && Number(minor) is { } b && Number(patch) is { } c ? new ReleaseVersion(a, b, c) : null;

    /// <summary>The version after a change of this kind.</summary>
    public ReleaseVersion After(VersionStep step) => step switch
    {
        VersionStep.Major => new ReleaseVersion(Major + 1, 0, 0),
        VersionStep.Minor => new ReleaseVersion(Major, Minor + 1, 0),
        VersionStep.Patch => this with { Patch = Patch + 1 },
        _ => this,
    };

    /// <inheritdoc/>
    public int CompareTo(ReleaseVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>True where one is older than the other.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>True where one is newer than the other.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>True where one is not newer than the other.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True where one is not older than the other.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    private static int? Number(string text) =>
        text.Length is > 0 and < 7 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0') ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
