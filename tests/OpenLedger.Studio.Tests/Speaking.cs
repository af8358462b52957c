using System.Globalization;

namespace OpenLedger.Studio.Tests;

/// <summary>As somebody whose pages are in a language, until it is disposed.</summary>
internal sealed class Speaking : IDisposable
{
    private readonly (CultureInfo Numbers, CultureInfo Words) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    private Speaking(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    public static Speaking German() => new("de");

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
}
