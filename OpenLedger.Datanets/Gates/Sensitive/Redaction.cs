using System.Text;

namespace OpenLedger.Datanets.Gates.Sensitive;

/// <summary>Replaces what should not be learned by what it is: <c>[EMAIL]</c>, <c>[PHONE]</c>.</summary>
public static class Redaction
{
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

    /// <summary>The text with everything that <see cref="SensitiveText"/> finds replaced.</summary>
    public static string Of(string text)
    {
        var found = SensitiveText.Find(text);
        if (found.Count == 0)
        {
            return text;
        }

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
