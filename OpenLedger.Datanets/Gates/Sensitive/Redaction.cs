using System.Text;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>Replaces what should not be learned by what it is: <c>[EMAIL]</c>, <c>[PHONE]</c>.</summary>
public static class Redaction
{
    // Each placeholder can part what hid another piece; more rounds than these are a game, and what is left is told again.
    private const int MostRounds = 8;

    /// <summary>The text that stands for a thing of a kind.</summary>
    public static string PlaceholderOf(SensitiveKind kind) => kind switch
    {
        SensitiveKind.Secret => "[SECRET]",
        SensitiveKind.Email => "[EMAIL]",
        SensitiveKind.BankAccount => "[IBAN]",
        SensitiveKind.Card => "[CARD]",
        SensitiveKind.SocialSecurity => "[SSN]",
        SensitiveKind.IpAddress => "[IP]",
        _ => "[PHONE]",
    };

    /// <summary>The text with everything that <see cref="SensitiveText"/> finds replaced, and what can only be seen once that is gone.</summary>
    public static string Of(string text)
    {
        var found = SensitiveText.Find(text);
        for (var round = 0; found.Count > 0 && round < MostRounds; round++)
        {
            text = Replace(text, found);
            found = SensitiveText.Find(text);
        }

        return text;
    }

    private static string Replace(string text, IReadOnlyList<SensitiveSpan> found)
    {
        var output = new StringBuilder(text.Length);
        var from = 0;
        foreach (var (kind, span) in found)
        {
            output.Append(text, from, span.Start - from).Append(PlaceholderOf(kind));
            from = span.End;
        }

        return output.Append(text, from, text.Length - from).ToString();
    }
}
