using System.Text;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>
/// Letters of UTF-8 that were once read as Windows-1252, as in "GrÃ¶ÃŸe". They are told by going back: where all strange letters together are
/// bytes of UTF-8, that is what they were.
/// </summary>
internal static class BrokenLetters
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(TextEncodings.Western, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text as it was meant; null where nothing is broken.</summary>
    public static string? Repaired(string text)
    {
        // All that is written so begins with one of these.
        if (text.AsSpan().IndexOfAny("ÃÂâÄÅ") < 0)
        {
            return null;
        }

        try
        {
            var repaired = Strict.GetString(Western.GetBytes(text));
            return repaired == text ? null : repaired;
        }
        catch (Exception exception) when (exception is EncoderFallbackException or DecoderFallbackException)
        {
            return null;
        }
    }
}
