using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Which addresses may be called to tell that a run has ended.</summary>
internal static class WebhookAddress
{
    /// <summary>Why the text is no address that can be called; null where it is, or where it is empty.</summary>
    public static Sentence? Problem(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return new Sentence("\"{0}\" is no web address. It begins with https:// and a name.", text);
        }

        if (address.UserInfo.Length > 0)
        {
            return new Sentence("A name and password cannot stand in the address. Use a secret path instead.");
        }

        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? null
            : new Sentence("Plain http:// is taken for this computer only: on the way elsewhere anybody could read along. Use https.");
    }
}
