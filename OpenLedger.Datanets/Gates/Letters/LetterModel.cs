namespace OpenLedger.Datanets.Gates.Letters;

/// <summary>
/// How well Latin letters follow each other: the mean logarithm of the chance of a letter after the two before it, learned from canonical
/// texts. Chances of three letters lean on those of two, these on those of one (Witten and Bell 1991, with a fixed weight).
/// </summary>
internal sealed class LetterModel
{
    /// <summary>The letters a to z and what parts words.</summary>
    public const int Signs = 27;

    private const int Gap = 26;
    private const float Lean = 4;
    private const float FromNothing = 1f / Signs;

    private readonly float[] _logarithms;

    private LetterModel(float[] logarithms) => _logarithms = logarithms;

    /// <summary>The model of counts of three letters, <c>[(a * 27 + b) * 27 + c]</c>.</summary>
    public static LetterModel Of(ReadOnlySpan<int> counts)
    {
        var twos = new float[Signs * Signs];
        var ones = new float[Signs];
        var afterTwo = new float[Signs * Signs];
        for (var at = 0; at < counts.Length; at++)
        {
            afterTwo[at / Signs] += counts[at];
            twos[at % (Signs * Signs)] += counts[at];
            ones[at % Signs] += counts[at];
        }

        var total = ones.Sum();
        var afterOne = new float[Signs];
        for (var at = 0; at < twos.Length; at++)
        {
            afterOne[at / Signs] += twos[at];
        }

        var logarithms = new float[counts.Length];
        for (var at = 0; at < counts.Length; at++)
        {
            var one = (ones[at % Signs] + (Lean * FromNothing)) / (total + Lean);
            var two = (twos[at % (Signs * Signs)] + (Lean * one)) / (afterOne[at / Signs % Signs] + Lean);
            logarithms[at] = MathF.Log((counts[at] + (Lean * two)) / (afterTwo[at / Signs] + Lean));
        }

        return new LetterModel(logarithms);
    }

    /// <summary>Adds how often each three letters follow each other in a canonical text, and says how many letters that were.</summary>
    public static int Count(ReadOnlySpan<char> words, Span<int> counts)
    {
        var (one, two, letters) = (Gap, Gap, 0);
        foreach (var sign in words)
        {
            var three = IndexOf(sign);
            if (three != Gap || two != Gap)
            {
                counts[(((one * Signs) + two) * Signs) + three]++;
                letters++;
                (one, two) = (two, three);
            }
        }

        return letters;
    }

    /// <summary>The mean logarithm over all letters of a canonical text, and how many these are. What is no Latin letter parts words.</summary>
    public (double Mean, int Letters) Score(ReadOnlySpan<char> words)
    {
        var (one, two, letters) = (Gap, Gap, 0);
        var sum = 0.0;
        foreach (var sign in words)
        {
            var three = IndexOf(sign);
            if (three != Gap)
            {
                sum += _logarithms[(((one * Signs) + two) * Signs) + three];
                letters++;
            }

            if (three != Gap || two != Gap)
            {
                (one, two) = (two, three);
            }
        }

        return (letters == 0 ? 0 : sum / letters, letters);
    }

    private static int IndexOf(char sign) => sign is >= 'a' and <= 'z' ? sign - 'a' : Plain(sign);

    /// <summary>Letters with marks are read without them.</summary>
    private static int Plain(char sign) => sign switch
    {
        'à' or 'á' or 'â' or 'ã' or 'ä' or 'å' or 'ą' => 'a' - 'a',
        'ç' or 'ć' or 'č' => 'c' - 'a',
        'è' or 'é' or 'ê' or 'ë' or 'ę' or 'ě' => 'e' - 'a',
        'ğ' => 'g' - 'a',
        'ì' or 'í' or 'î' or 'ï' or 'ı' => 'i' - 'a',
        'ł' => 'l' - 'a',
        'ñ' or 'ń' => 'n' - 'a',
        'ò' or 'ó' or 'ô' or 'õ' or 'ö' or 'ø' => 'o' - 'a',
        'ś' or 'š' or 'ş' => 's' - 'a',
        'ù' or 'ú' or 'û' or 'ü' => 'u' - 'a',
        'ý' => 'y' - 'a',
        'ź' or 'ż' or 'ž' => 'z' - 'a',
        _ => Gap,
    };
}
