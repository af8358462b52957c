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

        for (var first = 0; first < run.Groups.Length; first++)
        {
            var count = run.Groups[first].Length < CardGroup ? 0 : CardGroups(run, first);
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
        return count > 0 && HasOneSeparator(run, first, count) && StandsFree(run, first, count) && !GoesOn(run, first, count) && IsCard(run, first, count) ? count : 0;
    }

    private static bool HasOneSeparator(DigitRun run, int first, int count)
    {
        for (var group = first + 1; group < first + count; group++)
        {
            if (run.SeparatorBefore(group) is not (" " or "-" or "\u00A0") || !run.SeparatorBefore(group).SequenceEqual(run.SeparatorBefore(first + 1)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True where one or two more digits follow in the same way, which are no date of expiry: a parcel's number.</summary>
    private static bool GoesOn(DigitRun run, int first, int count)
    {
        var next = first + count;
        return count > 1 && next < run.Groups.Length && run.Groups[next].Length <= 2 && run.SeparatorBefore(next).SequenceEqual(run.SeparatorBefore(first + 1))
            && !(next + 1 < run.Groups.Length && run.SeparatorBefore(next + 1) is "/");
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
        Span<char> room = stackalloc char[MostCardDigits];
        var digits = room[..run.CopyDigits(first, count, room)];
        if (digits.Length < LeastCardDigits)
        {
            return false;
        }

        var four = int.Parse(digits[..CardGroup], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
        var isKnown = (four, digits.Length) switch
        {
            ( >= 4000 and <= 4999, 16 or 19) => true,
            ( >= 5100 and <= 5599, 16) or ( >= 2221 and <= 2720, 16) => true,
            ( >= 3400 and <= 3499, 15) or ( >= 3700 and <= 3799, 15) => true,
            (6011, 16 or 19) or ( >= 6440 and <= 6599, 16 or 19) => true,
            ( >= 3528 and <= 3589, 16) => true,
            ( >= 3000 and <= 3059, 14) or ( >= 3600 and <= 3699, 14) or ( >= 3800 and <= 3899, 14) => true,
            ( >= 6200 and <= 6299, 16 or 19) => true,
            _ => false,
        };
        return isKnown && HasThreeDifferent(digits) && PassesLuhn(digits);
    }

    private static bool HasThreeDifferent(ReadOnlySpan<char> digits)
    {
        var seen = 0;
        foreach (var digit in digits)
        {
            seen |= 1 << (digit - '0');
        }

        return System.Numerics.BitOperations.PopCount((uint)seen) > 2;
    }

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
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
        if (run.HasPlus || run.Groups.Length != 3 || !run.HasLengths(0, 3, 2, 4) || run.SeparatorBefore(1) is not ("-" or "\u2011") || !run.SeparatorBefore(2).SequenceEqual(run.SeparatorBefore(1)) || run.IsPartOfAName())
        {
            return false;
        }

        var (area, group, serial) = (run.DigitsOf(0, 1), run.DigitsOf(1, 1), run.DigitsOf(2, 1));
        return area is not ("000" or "666") && area[0] != '9' && group != "00" && serial != "0000" && (area, group, serial) != ("078", "05", "1120");
    }
}
