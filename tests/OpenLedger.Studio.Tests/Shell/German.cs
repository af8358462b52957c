using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>Every English text that some room has German for: for texts that a page does not spell out.</summary>
internal static class German
{
    public static IReadOnlySet<string> Words { get; } = Read();

    private static HashSet<string> Read()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        try
        {
            var factory = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
            return [.. typeof(Sentence).Assembly.GetTypes().Where(type => type.Name == "Words")
                .SelectMany(type => NamesOf(factory.Create(type)))];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IReadOnlyList<string> NamesOf(IStringLocalizer room)
    {
        try
        {
            return [.. room.GetAllStrings(includeParentCultures: false).Select(text => text.Name)];
        }
        catch (MissingManifestResourceException)
        {
            // A room without a text of its own.
            return [];
        }
    }
}
