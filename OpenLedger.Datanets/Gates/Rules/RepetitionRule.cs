using System.IO.Compression;
using System.Text;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Rules;

/// <summary>G12: one character, line, phrase or passage over and over. What cannot repeat itself is told from eight characters at a time and not looked at closer.</summary>
internal static class RepetitionRule
{
    private const int LongestRun = 20;
    private const string DrawnLines = " \n\t-=_*#~.─━═│";
    private const int LongestDrawnLine = 200;
    private const int LeastLines = 8;
    private const double MostRepeatedLines = 0.5;
    private const int PhraseWords = 4;
    private const int LeastWordsForPhrases = 50;
    private const int LeastTimes = 4;
    private const double MostOfOnePhrase = 0.30;
    private const int PassageWords = 10;
    private const int LeastWordsForPassages = 100;
    private const double MostOfPassages = 0.30;
    private const int LeastPacked = 400;
    private const double LeastPackedShare = 0.12;
    private const double ClearlyVaried = 0.8;
    private const int Percent = 100;

    public static void Check(Examined entry, CanonicalEntry canonical)
    {
        for (var part = 0; part < canonical.Texts.Count; part++)
        {
            var text = entry.Content.Parts[part].Text;
            if (CheckRuns(entry, part, text) || CheckLines(entry, part, text) || VariedShare.Of(text) > ClearlyVaried)
            {
                continue;
            }

            _ = CheckWords(entry, part, canonical.Texts[part]) || CheckPacked(entry, part, text);
        }
    }

    private static bool CheckRuns(Examined entry, int part, string text)
    {
        // A run this long covers one of these places.
        for (var place = LongestRun - 1; place < text.Length; place += LongestRun)
        {
            if (text[place] != text[place - 1] && (place + 1 == text.Length || text[place] != text[place + 1]))
            {
                continue;
            }

            var (at, end) = (place, place + 1);
            while (at > 0 && text[at - 1] == text[place])
            {
                at--;
            }

            while (end < text.Length && text[end] == text[place])
            {
                end++;
            }

            if (end - at >= (DrawnLines.Contains(text[at], StringComparison.Ordinal) ? LongestDrawnLine : LongestRun))
            {
                Add(entry, part, new TextSpan(at, end), new FindingText(FindingWords.SameSign, end - at), end - at, LongestRun);
                return true;
            }

            place = Math.Max(place, end - 1);
        }

        return false;
    }

    private static bool CheckLines(Examined entry, int part, string text)
    {
        if (text.AsSpan().Count('\n') < LeastLines - 1)
        {
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (lines, places) = (0, new List<FindingPlace>());
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.Length > 1)
            {
                lines++;
                if (!seen.Add(line.ToString()))
                {
                    places.Add(entry.Place(part, new TextSpan(range.Start.Value, range.End.Value)));
                }
            }
        }

        if (lines < LeastLines || places.Count <= MostRepeatedLines * lines)
        {
            return false;
        }

        entry.Add(new Finding(GateRule.Repetition, Severity.Flag, new FindingText(FindingWords.SameLines, Percent * places.Count / lines), new FindingText(FindingWords.SayItOnce))
        {
            Places = [.. places.Take(Finding.MostPlaces)],
            Evidence = new FindingEvidence { Measured = (double)places.Count / lines, Limit = MostRepeatedLines },
        });
        return true;
    }

    private static bool CheckWords(Examined entry, int part, CanonicalText text)
    {
        var words = CanonicalWords.Of(text.Words);
        if (words.Count < LeastWordsForPhrases)
        {
            return false;
        }

        var whole = new TextSpan(0, entry.Content.Parts[part].Text.Length);
        var most = Phrases.Of(text.Words, words, PhraseWords).Select((hash, first) => (hash, first)).GroupBy(phrase => phrase.hash).OrderByDescending(group => group.Count()).First();
        var phrase = text.Words[words[most.First().first].Start..words[most.First().first + PhraseWords - 1].End];
        var share = most.Count() * (double)phrase.Length / text.Words.Length;
        if (most.Count() >= LeastTimes && share > MostOfOnePhrase)
        {
            Add(entry, part, whole, new FindingText(FindingWords.SamePhrase, phrase, most.Count()), share, MostOfOnePhrase);
            return true;
        }

        var repeated = words.Count < LeastWordsForPassages ? 0 : RepeatedShare(text.Words, words);
        if (repeated > MostOfPassages)
        {
            Add(entry, part, whole, new FindingText(FindingWords.SamePassages, (int)(repeated * Percent)), repeated, MostOfPassages);
        }

        return repeated > MostOfPassages;
    }

    /// <summary>The share of words that stand in a run of ten that stood before.</summary>
    private static double RepeatedShare(string text, List<TextSpan> words)
    {
        var seen = new HashSet<ulong>();
        var (covered, until) = (0, 0);
        var passages = Phrases.Of(text, words, PassageWords);
        for (var first = 0; first < passages.Length; first++)
        {
            if (!seen.Add(passages[first]))
            {
                covered += first + PassageWords - Math.Max(until, first);
                until = first + PassageWords;
            }
        }

        return (double)covered / words.Count;
    }

    private static bool CheckPacked(Examined entry, int part, string text)
    {
        if (text.Length < LeastPacked)
        {
            return false;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        var share = (double)packed.Length / bytes.Length;
        if (share < LeastPackedShare)
        {
            Add(entry, part, new TextSpan(0, text.Length), new FindingText(FindingWords.SaysItself, Math.Max(1, (int)(share * Percent))), share, LeastPackedShare);
        }

        return share < LeastPackedShare;
    }

    private static void Add(Examined entry, int part, TextSpan span, FindingText cause, double measured, double limit) => entry.Add(
        GateRule.Repetition, Severity.Flag, part, span, cause, new FindingText(FindingWords.SayItOnce), new FindingEvidence { Measured = measured, Limit = limit });
}
