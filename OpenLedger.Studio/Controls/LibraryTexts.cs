using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Controls;

/// <summary>
/// What the libraries say, in the language of a page: of a value that is wrong, and of what stopped something. They know no languages,
/// so their sentences are recognised by their form; one that is not known stays as it is. A test gives every knob wrong values and looks
/// for English.
/// </summary>
internal static class LibraryTexts
{
    private const int LongestText = 2_000;
    private const int Deepest = 3;
    private const string AsItIs = "{0}";

    /// <summary>The forms, each before those that would take it too; they are keys of this room's words.</summary>
    public static IReadOnlyList<string> Forms { get; } =
    [
        "is null, but must be {0}. Take the line out to get the default.",
        "is no valid JSON ({0}), but must be {1}.",
        "is {0}, but must be a whole number of steps, or below 1 for a share of all.",
        "gives {0} the weight {1}, but it must be from {2} to {3}.",
        "is {0}, but must be {1}. Did you mean {2}?",
        "is {0}, but must be {1}.",
        "is empty, but must be a path.",
        "is no path: it is longer than 4096 characters.",
        "is no path: it holds a zero character.",
        "must hold at least one name, and no empty one.",
        "must hold at least one and at most {0} numbers.",
        "must name at least one layer, and no empty name.",
        "names more than 1000 files. Put them together.",
        "holds more than {0} patterns.",
        "holds null, but must be {0}.",
        "has an entry with the unknown name {0}. An entry is {{\"path\", \"weight\"}}. Did you mean {1}?",
        "has an entry with the unknown name {0}. An entry is {{\"path\", \"weight\"}}.",
        "has an entry without \"path\". An entry is {{\"path\", \"weight\"}}.",
        "has for {0} a weight that is not a number.",
        "is missing. Name the folder of the base model.",
        "is missing. Name at least one file of examples.",
        "needs something to measure on. Set eval_share above 0, or name a file in eval_data.",
        "must be above 1e-7 with the polynomial schedule, which ends there.",
        "needs a list of names in target_modules. Give one, such as [\"q_proj\", \"v_proj\"], or write the numbers into a regular expression.",
        "goes with layers_to_transform, which is missing. Name the blocks, or take this out.",
        "cannot be used: {0}",
    ];

    /// <summary>Parts of those sentences: what a value is, and what it must be.</summary>
    public static IReadOnlyList<string> Parts { get; } =
    [
        "an object of layer names or patterns with whole numbers from {0} to {1}",
        "an object of layer names or patterns with numbers from {0} to {1}",
        "a list of whole numbers from 0 to 9999",
        "a whole number from {0} to {1}",
        "a number from {0} to {1}",
        "true, false or null",
        "true or false",
        "one of {0}",
        "the path of a model folder",
        "the path of a data file",
        "the path of a file of questions",
        "the path of an adapter folder",
        "a path, a list of paths, or a list of {{\"path\", \"weight\"}}",
        "a name, or a list of names",
        "\"all-linear\", a list of layer names, or a regular expression",
        "a list of layer names, or a regular expression",
        "an object {{ ... }}",
        "a list [ ... ]",
        "a list that holds {0}",
        "the text {0}",
        "for {0} {1}",
    ];

    private static readonly IReadOnlyList<(string Form, Regex Pattern)> Sentences = [.. Forms.Concat(LibraryFailures.Forms).Concat(LibraryFailures.Parts).Select(form => (form, PatternOf(form)))];
    private static readonly IReadOnlyList<(string Form, Regex Pattern)> Phrases = [.. Parts.Concat(LibraryFailures.Parts).Select(form => (form, PatternOf(form)))];

    /// <summary>A sentence of the library, which follows the name of what it is about.</summary>
    public static string In(string text, IStringLocalizer words) => Of(text).In(words);

    /// <summary>The same to be said later, or inside of another sentence. What is not known stands there as it is.</summary>
    public static Sentence Of(string text) => (text.Length > LongestText ? null : Find(text, Sentences, 0)) ?? new Sentence(AsItIs, text);

    /// <summary>What stopped something, as the person who asked for it is told.</summary>
    public static Sentence Of(Exception exception) => exception is RefusedException refused ? refused.Sentence : Of(exception.Message);

    /// <summary>A sentence that was written down in English, whoever said it: one of the libraries, or one of the studio.</summary>
    public static Sentence Said(string text) =>
        Of(text) is var told && (told.Text != AsItIs || text.Contains('{', StringComparison.Ordinal)) ? told : new Sentence(text);

    private static Sentence? Find(string text, IReadOnlyList<(string Form, Regex Pattern)> forms, int depth)
    {
        foreach (var (form, pattern) in depth > Deepest ? [] : forms)
        {
            if (pattern.Match(text) is { Success: true } found)
            {
                return new Sentence(form, [.. found.Groups.Values.Skip(1).Select(part => (object?)Find(part.Value, Phrases, depth + 1) ?? part.Value)]);
            }
        }

        return null;
    }

    /// <summary>The form with anything in its places.</summary>
    private static Regex PatternOf(string form)
    {
        var pattern = Regex.Replace(Regex.Escape(form.Replace("{{", "\u0001", StringComparison.Ordinal).Replace("}}", "\u0002", StringComparison.Ordinal)), @"\\\{\d}", "(.+?)");
        return new Regex($@"\A{pattern.Replace("\u0001", @"\{", StringComparison.Ordinal).Replace("\u0002", "}", StringComparison.Ordinal)}\z", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
