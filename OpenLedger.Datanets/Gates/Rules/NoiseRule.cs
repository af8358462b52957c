using System.Buffers;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G13: shouting, links without text, and what a chat window leaves behind.</summary>
internal static class NoiseRule
{
    private const int LeastLetters = 60;
    private const double MostCapitals = 0.7;
    private const double MostLinks = 0.4;
    private const int Percent = 100;

    private static readonly SearchValues<string> Links = SearchValues.Create(["http://", "https://", "www."], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Leftovers =
    [
        "as an ai language model", "as a large language model", "i am an ai language model", "i'm an ai language model", "regenerate response", "als ki-sprachmodell", "als ki-modell",
        "en tant que modèle de langage", "como modelo de lenguaje",
    ];

    private static readonly SearchValues<string> LeftoverValues = SearchValues.Create(Leftovers, StringComparison.OrdinalIgnoreCase);

    // The button above each piece of code, which is copied along with the name of the language before it.
    private const string CopyButton = "copy code";

    public static void Check(Examined entry)
    {
        var total = 0;
        List<FindingPlace>? links = null;
        for (var part = 0; part < entry.Content.Parts.Count; part++)
        {
            var text = entry.Content.Parts[part].Text;
            CheckCapitals(entry, part, text);
            total += text.Length;
            AddLinks(entry, part, text, ref links);
            if (entry.Content.Parts[part].Role is PartRole.Response or PartRole.Rejected or PartRole.Passage && LeftoverIn(text) is { } leftover)
            {
                entry.Add(GateRule.Noise, Severity.Flag, part, leftover, new FindingText(FindingWords.ChatLeftover, leftover.Of(text)), new FindingText(FindingWords.CheckEveryWord));
            }
        }

        if (links is null)
        {
            return;
        }

        var share = links.Sum(place => place.Span.Length) / (double)Math.Max(total, 1);
        if (share > MostLinks)
        {
            entry.Add(new Finding(GateRule.Noise, Severity.Flag, new FindingText(FindingWords.MostlyLinks, (int)(share * Percent)), new FindingText(FindingWords.SayWhatIsThere))
            {
                Places = [.. links.Take(Finding.MostPlaces)],
                Evidence = new FindingEvidence { Measured = share, Limit = MostLinks },
            });
        }
    }

    private static void CheckCapitals(Examined entry, int part, string text)
    {
        var (capitals, letters) = (0, 0);
        foreach (var sign in text)
        {
            if (char.IsAsciiLetterLower(sign) || (!char.IsAscii(sign) && char.IsLower(sign)))
            {
                letters++;
            }
            else if (char.IsAsciiLetterUpper(sign) || (!char.IsAscii(sign) && char.IsUpper(sign)))
            {
                capitals++;
                letters++;
            }
        }

        if (letters > LeastLetters && capitals > MostCapitals * letters)
        {
            entry.Add(
                GateRule.Noise,
                Severity.Flag,
                part,
                new FindingText(FindingWords.Shouting, Percent * capitals / letters),
                new FindingText(FindingWords.WriteNormally),
                new FindingEvidence { Measured = (double)capitals / letters, Limit = MostCapitals });
        }
    }

    private static void AddLinks(Examined entry, int part, string text, ref List<FindingPlace>? links)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOfAny(Links);
            if (next < 0)
            {
                return;
            }

            var end = at + next;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '<' or '>' or ')' or ']'))
            {
                end++;
            }

            (links ??= []).Add(entry.Place(part, new TextSpan(at + next, end)));
            at = end;
        }
    }

    private static TextSpan? LeftoverIn(string text)
    {
        var at = text.AsSpan().IndexOfAny(LeftoverValues);
        if (at >= 0)
        {
            var phrase = Leftovers.First(leftover => string.Compare(text, at, leftover, 0, leftover.Length, StringComparison.OrdinalIgnoreCase) == 0);
            return new TextSpan(at, at + phrase.Length);
        }

        for (at = text.IndexOf(CopyButton, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(CopyButton, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + CopyButton.Length;
            var lineStart = text.LastIndexOf('\n', at) + 1;
            if ((end == text.Length || text[end] == '\n') && text.AsSpan(lineStart, at - lineStart).IndexOf(' ') < 0)
            {
                return new TextSpan(lineStart, end);
            }
        }

        return null;
    }
}
