using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpenLedger.Studio.Shell;

/// <summary>The certificate that the settings name.</summary>
internal static class ServerCertificate
{
    public static X509Certificate2? Read(StudioOptions options)
    {
        if (options.Certificate.Length == 0)
        {
            return null;
        }

        try
        {
            var certificate = options.Certificate.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(options.Certificate)
                : X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, options.CertificatePassword);
            return certificate.HasPrivateKey ? certificate : throw new CryptographicException("there is no private key in it.");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StudioStartException($"The certificate {options.Certificate} cannot be used: {exception.Message} Name a .pfx file, or a .pem file with its key in it, and its password with --Studio:CertificatePassword.");
        }
    }
}
