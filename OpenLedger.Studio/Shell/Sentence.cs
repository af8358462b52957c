using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// Something said to a person, in English and not yet translated: a desk answers with it, and the page says it in the person's
/// language (<c>@problem.In(T)</c>; the text is the key, looked up in the page's words first and then in those of all rooms).
/// In a log and on the command line it is said as it is.
/// </summary>
internal sealed record Sentence(string Text, params object[] Parts)
{
    private static readonly IReadOnlyList<IStringLocalizer> Rooms = ReadRooms();

    public string In(IStringLocalizer words)
    {
        // What is said inside of it is said in the same language.
        object[] parts = [.. Parts.Select(part => part is Sentence inside ? inside.In(words) : part)];
        var found = In(words, parts);
        return found.ResourceNotFound ? Rooms.Select(room => In(room, parts)).FirstOrDefault(text => !text.ResourceNotFound)?.Value ?? found.Value : found.Value;
    }

    public override string ToString() => Parts.Length == 0 ? Text : string.Format(CultureInfo.InvariantCulture, Text, Parts);

    // Without parts it may be the text of a library or of a file, and a brace in it is a brace.
    private LocalizedString In(IStringLocalizer words, object[] parts) => parts.Length == 0 ? words[Text] : words[Text, parts];

    private static IReadOnlyList<IStringLocalizer> ReadRooms()
    {
        var factory = new ResourceManagerStringLocalizerFactory(Microsoft.Extensions.Options.Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
        return [.. typeof(Sentence).Assembly.GetTypes().Where(type => type.Name == nameof(Words)).Select(factory.Create)];
    }
}
