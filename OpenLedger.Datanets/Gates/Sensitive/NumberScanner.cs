using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>Payment cards, social security numbers and telephone numbers: what is made of digits.</summary>
internal static class NumberScanner
{
    private const int LeastCardDigits = 13;
    private const int MostCardDigits = 19;
    private const int CardGroup = 4;

    public static IEnumerable<SensitiveSpan> Find(string text)
    {
        foreach (var run in DigitRun.In(text, PhoneForm.LeastDigits))
        {
            var found = false;
            foreach (var span in Cards(run))
            {
                found = true;
                yield return new SensitiveSpan(SensitiveKind.Card, span);
            }

            if (!found && IsSocialSecurity(run))
            {
                yield return new SensitiveSpan(SensitiveKind.SocialSecurity, run.Span);
            }
            else if (!found && PhoneForm.Fits(run))
            {
                yield return new SensitiveSpan(SensitiveKind.Phone, run.Span);
            }
        }
    }

    /// <summary>Cards as they are printed: without separators, or in groups of 4-4-4-4, 4-6-5 or 4-6-4 digits.</summary>
    private static IEnumerable<TextSpan> Cards(DigitRun run)
    {
        if (run.HasPlus)
        {
            yield break;
        }

        for (var first = 0; first < run.Groups.Count; first++)
        {
            var count = CardGroups(run, first);
            if (count > 0)
            {
                yield return new TextSpan(run.Groups[first].Start, run.Groups[first + count - 1].End);
                first += count - 1;
            }
        }
    }

    /// <summary>How many groups from one on are a card; 0 where none is there.</summary>
    private static int CardGroups(DigitRun run, int first)
    {
        var count = run switch
        {
            _ when run.Groups[first].Length is >= LeastCardDigits and <= MostCardDigits => 1,
            _ when run.Groups[first].Length != CardGroup => 0,
            _ when run.HasLengths(first, CardGroup, 6, 5) || run.HasLengths(first, CardGroup, 6, 4) => 3,
            _ when run.HasLengths(first, CardGroup, CardGroup, CardGroup, CardGroup, 3) => 5,
            _ when run.HasLengths(first, CardGroup, CardGroup, CardGroup, CardGroup) || run.HasLengths(first, CardGroup, CardGroup, CardGroup, 1) => 4,
            _ => 0,
        };
        return count > 0 && HasOneSeparator(run, first, count) && IsCard(run, first, count) && StandsFree(run, first, count) ? count : 0;
    }

    private static bool HasOneSeparator(DigitRun run, int first, int count)
    {
        for (var group = first + 1; group < first + count; group++)
        {
            if (run.SeparatorBefore(group) is not (" " or "-" or "\u00A0") || run.SeparatorBefore(group) != run.SeparatorBefore(first + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StandsFree(DigitRun run, int first, int count)
    {
        var (start, end) = (run.Groups[first].Start, run.Groups[first + count - 1].End);
        var before = start > 0 ? run.Text[start - 1] : ' ';
        var after = end < run.Text.Length ? run.Text[end] : ' ';
        return !char.IsLetterOrDigit(before) && before is not ('_' or '.' or '#' or '/') && !char.IsLetterOrDigit(after) && after != '_'
            && !(after is '.' or '-' or '/' && end + 1 < run.Text.Length && char.IsLetterOrDigit(run.Text[end + 1]));
    }

    /// <summary>The beginnings that the networks use (ISO 7812) with their lengths, and the check digit of Luhn.</summary>
    private static bool IsCard(DigitRun run, int first, int count)
    {
        var digits = run.DigitsOf(first, count);
        var four = int.Parse(digits.AsSpan(0, CardGroup), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
        var isKnown = (four, digits.Length) switch
        {
            ( >= 4000 and <= 4999, 13 or 16 or 19) => true,
            ( >= 5100 and <= 5599, 16) or ( >= 2221 and <= 2720, 16) => true,
            ( >= 3400 and <= 3499, 15) or ( >= 3700 and <= 3799, 15) => true,
            (6011, 16 or 19) or ( >= 6440 and <= 6599, 16 or 19) => true,
            ( >= 3528 and <= 3589, 16) => true,
            ( >= 3000 and <= 3059, 14) or ( >= 3600 and <= 3699, 14) or ( >= 3800 and <= 3899, 14) => true,
            ( >= 6200 and <= 6299, 16 or 19) => true,
            _ => false,
        };
        return isKnown && digits.Distinct().Count() > 2 && PassesLuhn(digits);
    }

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[digits.Length - 1 - place] - '0';
            digit = place % 2 == 1 ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>ddd-dd-dddd; never 000, 666 or 9xx, 00, 0000, and not the number that advertisements made famous.</summary>
    private static bool IsSocialSecurity(DigitRun run)
    {
        if (run.HasPlus || run.Groups.Count != 3 || !run.HasLengths(0, 3, 2, 4) || run.SeparatorBefore(1) is not ("-" or "\u2011") || run.SeparatorBefore(2) != run.SeparatorBefore(1) || run.IsPartOfAName())
        {
            return false;
        }

        var (area, group, serial) = (run.DigitsOf(0, 1), run.DigitsOf(1, 1), run.DigitsOf(2, 1));
        return area is not ("000" or "666") && area[0] != '9' && group != "00" && serial != "0000" && (area, group, serial) != ("078", "05", "1120");
    }
}
