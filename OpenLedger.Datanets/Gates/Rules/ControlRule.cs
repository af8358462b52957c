using System.Buffers;
using System.Text;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G04: control characters but for tab and line feed, the replacement character, halves of surrogate pairs, noncharacters, marks beyond thirty in a row.</summary>
internal static class ControlRule
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl).Except(['\n', '\t']), '\uFFFD', '\uFFFE', '\uFFFF', .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    public static void Check(Examined entry)
    {
        List<FindingPlace>? places = null;
        var count = 0;
        for (var part = 0; part < entry.Content.Parts.Count; part++)
        {
            foreach (var span in Find(entry.Content.Parts[part].Text))
            {
                count += span.Length;
                places ??= [];
                if (places.Count < Finding.MostPlaces)
                {
                    places.Add(entry.Place(part, span));
                }
            }
        }

        if (places is not null)
        {
            entry.Add(new Finding(GateRule.Control, Severity.Block, new FindingText(FindingWords.Unshowable, count), new FindingText(FindingWords.RemoveThem))
            {
                Places = places,
                Fix = FindingFix.RemoveControls,
            });
        }
    }

    /// <summary>The text without those characters and without what is not seen (<see cref="HiddenRule"/>).</summary>
    public static string Without(string text)
    {
        StringBuilder? kept = null;
        var from = 0;
        foreach (var span in Find(text).Concat(HiddenRule.Find(text)).OrderBy(span => span.Start))
        {
            (kept ??= new StringBuilder(text.Length)).Append(text, from, span.Start - from);
            from = span.End;
        }

        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString();
    }

    private static IEnumerable<TextSpan> Find(string text)
    {
        var marks = Ascii.IsValid(text) ? [] : RowsOfMarks(text).ToList();
        return marks.Count == 0 ? Suspicious(text) : Suspicious(text).Concat(marks).OrderBy(span => span.Start);
    }

    private static IEnumerable<TextSpan> RowsOfMarks(string text)
    {
        for (var at = Marks.FirstTooMany(text, 0); at >= 0; at = Marks.FirstTooMany(text, at))
        {
            var end = Marks.EndOfRow(text, at);
            yield return new TextSpan(at, end);
            at = end;
        }
    }

    private static IEnumerable<TextSpan> Suspicious(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAny(Suspects);
            if (next < 0)
            {
                yield break;
            }

            at += next;
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else
            {
                yield return new TextSpan(at, at + 1);
            }
        }
    }
}
