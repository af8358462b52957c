namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>
/// Which runs of digits are telephone numbers: nine to fifteen digits (E.164) that are written as people write them, or that stand behind a
/// word like "call". Dates, ISBN, order numbers and sums are not.
/// </summary>
internal static class PhoneForm
{
    /// <summary>Fewer digits than this are not looked at.</summary>
    public const int LeastDigits = 9;

    private const int MostDigits = 15;
    private const int LeastInternational = 8;
    private const int MostNational = 12;
    private const int Window = 30;
    private const string SignsOfSums = "=*×÷^<>{}|&~";

    // Beginnings of words.
    private static readonly string[] Calls =
    [
        "phone", "telephone", "tel:", "tel.", "tel ", "call", "mobile", "mobil", "cell", "whatsapp", "sms", "fax", "dial", "ring", "hotline", "reach", "contact", "text me",
        "my number", "handy", "rufnummer", "anruf", "erreich", "telefon", "teléfono", "téléphone", "portable", "appel", "llama", "☎", "📞", "📱",
    ];

    // Whole words, perhaps with an s.
    private static readonly string[] Others =
    [
        "isbn", "issn", "doi", "ean", "upc", "gtin", "order", "invoice", "serial", "sku", "ticket", "tracking", "parcel", "reference", "ref", "case", "version", "build",
        "article", "item", "model", "part", "patent", "code", "timestamp", "unix", "epoch", "hash", "zip", "plz", "license", "account", "konto", "kontonummer", "routing",
        "bestellnummer", "bestellung", "rechnung", "rechnungsnummer", "artikel", "artikelnummer", "auftrag", "auftragsnummer", "sendungsnummer", "population", "total",
        "row", "line", "page", "id", "no", "nr", "#", "isni", "orcid", "date", "datum",
    ];

    public static bool Fits(DigitRun run)
    {
        if (run.Digits > MostDigits || run.Digits < LeastDigits - (run.HasPlus ? 1 : 0) || run.IsPartOfAName() || IsInASum(run) || IsDate(run))
        {
            return false;
        }

        if (run.HasPlus)
        {
            return run.Digits >= LeastInternational && run.DigitsOf(0, 1)[0] != '0';
        }

        var word = LastWordBefore(run);
        return word == Near.Other ? false : IsNorthAmerican(run, word == Near.Call) || IsNational(run) || (word == Near.Call && run.Groups.Length <= 6);
    }

    /// <summary>ddd-ddd-dddd, (ddd) ddd-dddd, perhaps 1 before; the first two groups do not begin with 0 or 1.</summary>
    private static bool IsNorthAmerican(DigitRun run, bool isCalled)
    {
        var first = run.Groups.Length == 4 && run.DigitsOf(0, 1) == "1" ? 1 : 0;
        if (run.Groups.Length - first != 3 || !run.HasLengths(first, 3, 3, 4) || run.DigitsOf(first, 1)[0] < '2' || run.DigitsOf(first + 1, 1)[0] < '2')
        {
            return false;
        }

        // Three numbers in a row are a table's as well.
        return isCalled || run.SeparatorBefore(first + 1) is not " ";
    }

    /// <summary>A leading 0 and at least two groups: 030 1234567, 01 23 45 67 89, (0171) 2345678.</summary>
    private static bool IsNational(DigitRun run)
    {
        var first = run.DigitsOf(0, 1);
        return first[0] == '0' && first.Length is >= 2 and <= 6 && !first.StartsWith("000", StringComparison.Ordinal) && run.Digits <= MostNational && run.Groups.Length is >= 2 and <= 6 && run.SeparatorBefore(1) is not "."
            && (run.Groups.Length == 2 || run.SeparatorBefore(1) is not "-" || run.SeparatorBefore(2) is "-");
    }

    private static bool IsInASum(DigitRun run) => SignsOfSums.Contains(run.SignBefore(), StringComparison.Ordinal) || SignsOfSums.Contains(run.SignAfter(), StringComparison.Ordinal)
        || run.SignAfter() is '+' || (run.HasPlus && char.IsDigit(run.SignBefore())) || (!run.HasPlus && run.SignBefore() is '+' or '-');

    private static bool IsDate(DigitRun run)
    {
        if (run.Groups.Length < 3)
        {
            return false;
        }

        var (one, two, three) = (run.DigitsOf(0, 1), run.DigitsOf(1, 1), run.DigitsOf(2, 1));
        return (IsYear(one) && two.Length <= 2 && three.Length <= 2) || (one.Length <= 2 && two.Length <= 2 && IsYear(three));
    }

    private static bool IsYear(string digits) => digits.Length == 4 && (digits.StartsWith("19", StringComparison.Ordinal) || digits.StartsWith("20", StringComparison.Ordinal));

    private enum Near
    {
        Nothing,
        Call,
        Other,
    }

    /// <summary>What the nearest telling word before the number is about.</summary>
    private static Near LastWordBefore(DigitRun run)
    {
        var from = Math.Max(0, run.Span.Start - Window);
        var before = run.Text.AsSpan(from, run.Span.Start - from);
        var (call, other) = (Last(before, Calls, wholeWord: false), Last(before, Others, wholeWord: true));
        return call < 0 && other < 0 ? Near.Nothing : call > other ? Near.Call : Near.Other;
    }

    private static int Last(ReadOnlySpan<char> before, string[] words, bool wholeWord)
    {
        var last = -1;
        foreach (var word in words)
        {
            var at = before.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at <= last || !char.IsLetter(word[0]))
            {
                last = Math.Max(last, at);
                continue;
            }

            var rest = before[(at + word.Length)..];
            rest = wholeWord && rest.StartsWith("s", StringComparison.OrdinalIgnoreCase) ? rest[1..] : rest;
            if ((at == 0 || !char.IsLetter(before[at - 1])) && !(wholeWord && rest.Length > 0 && char.IsLetter(rest[0])))
            {
                last = at;
            }
        }

        return last;
    }
}
