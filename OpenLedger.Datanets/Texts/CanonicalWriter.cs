using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenLedger.Datanets.Texts;

/// <summary>Writes the canonical form of one text; <see cref="CanonicalText"/> says what it is.</summary>
internal ref partial struct CanonicalWriter
{
    private const string PunctuationOfSentences = ".,;:!?'\"`";
    private const int GroupOfDigits = 3;
    private const char SmallLetter = '\x20';

    private static readonly SearchValues<char> SignsOfLanguages = SearchValues.Create("#+");

    private readonly bool _withSources;
    private char[] _words;
    private TextSpan[] _sources;
    private int _length;
    private StringBuilder? _symbols;

    // Where white space or punctuation parted words since the last kept character.
    private bool _gap;

    private CanonicalWriter(int capacity, bool withSources)
    {
        _withSources = withSources;
        _words = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 1));
        _sources = withSources ? new TextSpan[_words.Length] : [];
    }

    public static CanonicalText Write(string text, bool withSources)
    {
        ArgumentNullException.ThrowIfNull(text);
        var writer = new CanonicalWriter(text.Length, withSources);
        if (Ascii.IsValid(text))
        {
            writer.WriteSigns(text, new TextSpan(0, text.Length), isExact: true);
        }
        else
        {
            writer.WriteTokens(text);
        }

        var words = new string(writer._words, 0, writer._length);
        ArrayPool<char>.Shared.Return(writer._words);
        return new CanonicalText(words, writer._symbols?.ToString() ?? "", withSources ? writer._sources : null);
    }

    /// <summary>Token by token, so that a normalised one still knows where it stood.</summary>
    private void WriteTokens(string text)
    {
        var latinText = Lookalikes.IsLatin(text);
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                _gap = true;
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            WriteToken(text, new TextSpan(at, end), latinText);
            at = end;
        }
    }

    private void WriteToken(string text, TextSpan place, bool latinText)
    {
        var original = text.AsSpan(place.Start, place.Length);
        if (Ascii.IsValid(original))
        {
            WriteSigns(original, place, isExact: true);
            return;
        }

        // Some fillers are invisible only after normalising, and marks compose only once nothing stands between.
        var seen = Marks.Cap(Invisible.Remove(original.ToString()));
        var normal = seen.IsNormalized(NormalizationForm.FormKC) ? seen : Invisible.Remove(seen.Normalize(NormalizationForm.FormKC));
        WriteSigns(Lookalikes.Replace(normal, latinText), place, isExact: original.SequenceEqual(normal));
    }

    /// <summary>Writes what has its final form but for case.</summary>
    /// <param name="signs">The characters.</param>
    /// <param name="place">Where they came from.</param>
    /// <param name="isExact">True where they are the original's, one by one.</param>
    private void WriteSigns(ReadOnlySpan<char> signs, TextSpan place, bool isExact)
    {
        var at = 0;
        while (at < signs.Length)
        {
            var sign = signs[at];
            var length = 1;
            if (char.IsAsciiLetterOrDigit(sign))
            {
                length = WriteAsciiRun(signs, at, place, isExact);
            }
            else if (sign <= ' ' || sign == '\x7f')
            {
                _gap = true;
            }
            else if (char.IsAscii(sign))
            {
                length = WriteAsciiSign(signs, at, place, isExact);
            }
            else
            {
                _ = Rune.DecodeFromUtf16(signs[at..], out var rune, out length);
                WriteRune(rune, signs, at, length, Source(place, at, length, isExact));
            }

            at += length;
        }
    }

    /// <summary>Letters and digits in a row: most of most texts. All of them have the bit that makes a letter small.</summary>
    private int WriteAsciiRun(ReadOnlySpan<char> signs, int at, TextSpan place, bool isExact)
    {
        var end = at + 1;
        while (end < signs.Length && char.IsAsciiLetterOrDigit(signs[end]))
        {
            end++;
        }

        Keep((char)(signs[at] | SmallLetter), Source(place, at, 1, isExact));
        while (_words.Length - _length < end - at)
        {
            Grow();
        }

        for (var next = at + 1; next < end; next++)
        {
            if (_withSources)
            {
                _sources[_length] = Source(place, next, 1, isExact);
            }

            _words[_length++] = (char)(signs[next] | SmallLetter);
        }

        return end - at;
    }

    private int WriteAsciiSign(ReadOnlySpan<char> signs, int at, TextSpan place, bool isExact)
    {
        var (before, after) = (at > 0 ? signs[at - 1] : ' ', at + 1 < signs.Length ? signs[at + 1] : ' ');
        switch (signs[at])
        {
            case '.' when char.IsAsciiDigit(before) && char.IsAsciiDigit(after):
                Keep('.', Source(place, at, 1, isExact));
                return 1;
            case ',' when char.IsAsciiDigit(before) && PartsThousands(signs[(at + 1)..]):
            case '\'' when char.IsLetter(before) && char.IsLetter(after):
                return 1;
            case '#' or '+' when char.IsLetter(before):
                var run = signs[at..].IndexOfAnyExcept(SignsOfLanguages);
                run = run < 0 ? signs.Length - at : run;
                if (at + run == signs.Length || !char.IsLetterOrDigit(signs[at + run]))
                {
                    for (var step = 0; step < run; step++)
                    {
                        Keep(signs[at + step], Source(place, at + step, 1, isExact));
                    }

                    return run;
                }

                break;
            case '!' when after == '=':
                AddSymbol('!');
                return 1;
        }

        if (PunctuationOfSentences.Contains(signs[at], StringComparison.Ordinal))
        {
            _gap = true;
        }
        else
        {
            AddSymbol(signs[at]);
        }

        return 1;
    }

    private void WriteRune(Rune rune, ReadOnlySpan<char> signs, int at, int length, TextSpan source)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.DecimalDigitNumber:
                Keep((char)('0' + (int)Rune.GetNumericValue(rune)), source);
                break;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                WriteMark(rune, source);
                break;
            case UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol when rune != Rune.ReplacementChar:
                AddSymbol(rune);
                break;
            case UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber:
                KeepFolded(rune, source);
                break;
            default:
                if (Rune.IsLetter(rune))
                {
                    KeepFolded(rune, source);
                }
                else
                {
                    var insideAWord = rune.Value == '’' && at > 0 && char.IsLetter(signs[at - 1]) && at + length < signs.Length && char.IsLetter(signs[at + length]);
                    _gap |= !insideAWord;
                }

                break;
        }
    }

    /// <summary>A mark that no composed letter has belongs to the letter in most scripts; on a Latin one it is decoration, elsewhere it stands for itself.</summary>
    private void WriteMark(Rune mark, TextSpan source)
    {
        if (_length == 0 || _gap)
        {
            return;
        }

        var last = _words[_length - 1];
        if (!Lookalikes.IsLatinCyrillicOrGreek(last))
        {
            KeepFolded(mark, source);
        }
        else
        {
            _gap = !char.IsLetter(last);
        }
    }

    /// <summary>Case folded: up and then down, which joins what is one letter in small (ς and σ); what folds to two letters or against a language's rule by name.</summary>
    private void KeepFolded(Rune rune, TextSpan source)
    {
        switch (rune.Value)
        {
            case 'ß' or 'ẞ':
                Keep('s', source);
                Keep('s', source);
                break;
            case 'İ':
                Keep('i', source);
                break;
            default:
                Span<char> units = stackalloc char[2];
                var count = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).EncodeToUtf16(units);
                foreach (var unit in units[..count])
                {
                    Keep(unit, source);
                }

                break;
        }
    }

    private static bool PartsThousands(ReadOnlySpan<char> after) =>
        after.Length >= GroupOfDigits && !after[..GroupOfDigits].ContainsAnyExceptInRange('0', '9') && (after.Length == GroupOfDigits || !char.IsAsciiDigit(after[GroupOfDigits]));

    private static TextSpan Source(TextSpan place, int at, int length, bool isExact) => isExact ? new TextSpan(place.Start + at, place.Start + at + length) : place;
}
