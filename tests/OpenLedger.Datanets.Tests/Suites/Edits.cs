using System.Globalization;
using System.Text;

namespace OpenLedger.Datanets.Tests.Suites;

/// <summary>What people do to a text to hand it in again, seeded. Each edit is done to prompt and response alike.</summary>
internal sealed class Edits(int seed, IReadOnlyList<string> vocabulary)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string Latin = "aceopxyisj";
    private const string Cyrillic = "асеорхуіѕј";

    private static readonly string[] Openings =
    [
        "Sure! Here is the answer you asked for:\n\n", "Of course, I'd be happy to help with that. ", "Great question! Let's go through it step by step. ",
        "Certainly! Below you will find a complete solution. ", "Okay, let me think about this for a moment. ",
    ];

    private static readonly string[] Closings =
    [
        "\n\nI hope this helps!", " Let me know if you have any other questions.", "\n\nFeel free to ask if anything is unclear, I am happy to explain more.",
        " Hope that helps, have a great day!", "",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The edits by name.</summary>
    public IReadOnlyDictionary<string, Func<string, string>> ByName => new Dictionary<string, Func<string, string>>
    {
        ["case and punctuation"] = CaseAndPunctuation,
        ["typos in 2 %"] = text => Typos(text, 0.02),
        ["typos in 5 %"] = text => Typos(text, 0.05),
        ["5 % of words"] = text => SwapWords(text, 0.05),
        ["10 % of words"] = text => SwapWords(text, 0.10),
        ["wrap"] = text => text,
        ["cut"] = text => text[..(int)(text.Length * 0.85)],
        ["shuffle"] = Shuffle,
        ["lookalikes"] = Lookalikes,
        ["numbers"] = OtherNumbers,
    };

    /// <summary>An entry after an edit.</summary>
    public (string Prompt, string Response) Apply(string name, (string Prompt, string Response) entry) => name == "wrap"
        ? (entry.Prompt, $"{Pick(Openings)}{entry.Response}{Pick(Closings)}")
        : (ByName[name](entry.Prompt), ByName[name](entry.Response));

    /// <summary>Words replaced by others of the vocabulary, at least one.</summary>
    public string SwapWords(string text, double share)
    {
        var words = text.Split(' ');
        var count = Math.Max(1, (int)Math.Round(words.Length * share));
        foreach (var place in Enumerable.Range(0, words.Length).OrderBy(_ => _random.Next()).Take(count).ToArray())
        {
            words[place] = Pick(vocabulary);
        }

        return string.Join(' ', words);
    }

    private string CaseAndPunctuation(string text)
    {
        var output = new StringBuilder();
        var shout = _random.Next(3);
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            var inNumber = at > 0 && at + 1 < text.Length && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]);
            if (".,;:!?\"".Contains(sign, StringComparison.Ordinal) && !inNumber)
            {
                output.Append(_random.Next(3) switch { 0 => "", 1 => " !", _ => $"{sign}" });
            }
            else if (sign == ' ')
            {
                output.Append(_random.Next(8) == 0 ? "  " : " ");
            }
            else
            {
                output.Append(shout == 0 || (shout == 1 && _random.Next(6) == 0) ? char.ToUpperInvariant(sign) : char.ToLowerInvariant(sign));
            }
        }

        return output.ToString();
    }

    private string Typos(string text, double share)
    {
        var output = new StringBuilder();
        foreach (var sign in text)
        {
            if (!char.IsLetter(sign) || _random.NextDouble() >= share)
            {
                output.Append(sign);
                continue;
            }

            output.Append(_random.Next(4) switch
            {
                0 => "",
                1 => $"{sign}{sign}",
                2 => $"{Letters[_random.Next(Letters.Length)]}",
                _ => $"{sign}{Letters[_random.Next(Letters.Length)]}",
            });
        }

        return output.ToString();
    }

    private string Shuffle(string text)
    {
        var sentences = text.Split((string[])[". ", "\n"], StringSplitOptions.RemoveEmptyEntries);
        _random.Shuffle(sentences);
        return string.Join(". ", sentences);
    }

    private string Lookalikes(string text)
    {
        var output = new StringBuilder();
        foreach (var sign in text)
        {
            var place = Latin.IndexOf(sign, StringComparison.Ordinal);
            output.Append(place >= 0 && _random.Next(3) == 0 ? Cyrillic[place] : sign);
            output.Append(_random.Next(12) == 0 ? "\u200b" : "");
        }

        return output.ToString();
    }

    /// <summary>Every number another one of as many digits.</summary>
    private string OtherNumbers(string text)
    {
        var output = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                output.Append(text[at]);
                continue;
            }

            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var before = text[at..end];
            string after;
            do
            {
                after = string.Concat(before.Select((_, place) => (char)('0' + (place == 0 ? _random.Next(1, 10) : _random.Next(10)))));
            }
            while (after == before);

            output.Append(CultureInfo.InvariantCulture, $"{after}");
            at = end - 1;
        }

        return output.ToString();
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
