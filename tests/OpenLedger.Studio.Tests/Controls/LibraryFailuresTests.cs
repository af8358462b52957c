using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using Words = OpenLedger.Studio.Controls.Words;

namespace OpenLedger.Studio.Tests.Controls;

/// <summary>What stops something deep inside is told in the language of the page.</summary>
public sealed partial class LibraryFailuresTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private readonly IStringLocalizer<Words> _words;

    public LibraryFailuresTests() => _words = _services.GetRequiredService<IStringLocalizer<Words>>();

    // The first text that is handed to the exception, over lines, with or without the culture around it.
    [GeneratedRegex("""new (?:Training|Attribution)Exception\(\s*(?:FormattableString\.Invariant\(\s*)?(?<text>\$?"(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*)""")]
    private static partial Regex Thrown { get; }

    [GeneratedRegex("\"\\s*\\+\\s*\"")]
    private static partial Regex Joint { get; }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void EverySentenceOfTheLibraries_IsKnown()
    {
        var sentences = new[] { "OpenLedger.Training", "OpenLedger.Attribution" }
            .SelectMany(library => Directory.EnumerateFiles(Path.Combine(Checkout.Root, library), "*.cs", SearchOption.AllDirectories))
            .SelectMany(path => Thrown.Matches(File.ReadAllText(path)).Select(match => Sample(match.Groups["text"].Value)))
            .Where(text => text.Contains(' ', StringComparison.Ordinal) && !IsList(text)).Distinct().ToList();

        Assert.True(sentences.Count > 80, $"only {sentences.Count} were found: they are thrown in another way than this test reads");
        using var german = Speaking.German();
        Assert.DoesNotContain(sentences, text => LibraryTexts.Of(text).In(_words) == text);
    }

    [Fact]
    public void EveryForm_HasItsGerman()
    {
        using var german = Speaking.German();

        Assert.DoesNotContain(LibraryFailures.Forms.Concat(LibraryFailures.Parts), form => _words[form].ResourceNotFound);
    }

    [Fact]
    public void Sentence_StaysAsItIsInEnglish_AndInALog()
    {
        const string Text = "/models/a/config.json: is not valid JSON (line 3, character 9: a comma is missing). Fetch the file again.";

        Assert.Equal(Text, LibraryTexts.Of(Text).ToString());
        Assert.Equal(Text, LibraryTexts.Of(new TrainingException(Text)).In(_words));
        Assert.Equal("{0} of what?", LibraryTexts.Said("{0} of what?").In(_words));
    }

    [Fact]
    public void RowOfAFile_IsNamedInGerman_WithItsReason()
    {
        using var german = Speaking.German();

        Assert.Equal(
            "a.jsonl, Zeile 3: Das Modell hat keinen Tokenizer und nimmt deshalb nur Zeilen mit \"input_ids\". Lade die tokenizer.json des Modells in seinen Ordner.",
            LibraryTexts.Of("a.jsonl, row 3: the model has no tokenizer, so it takes rows with \"input_ids\" alone. Download the model's tokenizer.json into its folder.").In(_words));
        Assert.Equal("Abgelehnt, weil es so ist", LibraryTexts.Of(new RefusedException(new Sentence("Abgelehnt, weil es so ist"))).In(_words));
    }

    [Fact]
    public void RunThatBrokeOff_SaysWhyInGerman()
    {
        using var german = Speaking.German();
        var card = new RunCard
        {
            Id = "20261125-010203-abcd", Title = "Bellmar", Model = "nano-llama", CreatedAt = default, QueuedAt = default, State = RunState.Failed, Failure = RunFailure.Other,
            Problem = "Training broke down at step 3: the gradients are not finite any more. Start again with a lower learning rate (learning_rate) or a longer warm-up (warmup_steps).",
        };

        Assert.StartsWith("Das Training ist bei Schritt 3 zerbrochen", RunVerdict.OfProblem(card).In(_words), StringComparison.Ordinal);

        // Braces in what a file holds are no places to be filled.
        Assert.Equal("a.json: {\"x\"} is odd.", RunVerdict.OfProblem(card with { Problem = "a.json: {\"x\"} is odd." }).In(_words));
    }

    /// <summary>The text as it is thrown, with something in its places.</summary>
    private static string Sample(string literal)
    {
        var (text, isFilled) = (Joint.Replace(literal.TrimStart('$').Trim('"'), string.Empty), literal.StartsWith('$'));
        var sample = new StringBuilder();
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isDouble = isFilled && depth == 0 && at + 1 < text.Length && text[at] is '{' or '}' && text[at + 1] == text[at];
            if (isDouble)
            {
                sample.Append(text[at++]);
            }
            else if (isFilled && text[at] == '{')
            {
                depth++;
            }
            else if (isFilled && text[at] == '}')
            {
                sample.Append(--depth == 0 ? "x" : string.Empty);
            }
            else if (depth == 0)
            {
                sample.Append(text[at] == '\\' ? text[++at] : text[at]);
            }
        }

        // A text with a text inside of a place is read no further than that.
        return depth == 0 ? sample.ToString() : string.Empty;
    }

    /// <summary>A list of what is wrong with a recipe, a file or a row: each of them is said on its own, before anything starts.</summary>
    private static bool IsList(string text) => text.EndsWith(':') || text.EndsWith(":x", StringComparison.Ordinal) || text is "x, row x: x";
}
