namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>
/// Finds secrets and personal data of a fixed form. Names and postal addresses have none and are not found. Every scanner goes over the text
/// once and looks back and forth only as far as its form is long, so no text takes more than a few milliseconds a megabyte.
/// </summary>
public static class SensitiveText
{
    /// <summary>What was found, in the order of the text. Pieces do not overlap: what is more dangerous wins.</summary>
    public static IReadOnlyList<SensitiveSpan> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<SensitiveSpan>? found = null;
        Add(SecretScanner.Find(text), ref found);
        Add(EmailScanner.Find(text), ref found);
        Add(BankAccountScanner.Find(text), ref found);
        Add(NumberScanner.Find(text), ref found);
        Add(IpScanner.Find(text), ref found);
        return found is null ? [] : WithoutOverlaps(found);
    }

    private static void Add(IEnumerable<SensitiveSpan> spans, ref List<SensitiveSpan>? found)
    {
        foreach (var span in spans)
        {
            (found ??= []).Add(span);
        }
    }

    private static List<SensitiveSpan> WithoutOverlaps(List<SensitiveSpan> found)
    {
        found.Sort((one, other) => (one.Span.Start, one.Kind).CompareTo((other.Span.Start, other.Kind)));
        var kept = new List<SensitiveSpan>();
        foreach (var span in found)
        {
            if (kept.Count == 0 || kept[^1].Span.End <= span.Span.Start)
            {
                kept.Add(span);
            }
            else if (span.Kind < kept[^1].Kind)
            {
                kept[^1] = span;
            }
        }

        return kept;
    }
}
