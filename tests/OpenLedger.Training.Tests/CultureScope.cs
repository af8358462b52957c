using System.Globalization;

namespace OpenLedger.Training.Tests;

/// <summary>Another language of the computer for a while: one where 0.5 is written 0,5, or where i and I are not the same letter.</summary>
internal sealed class CultureScope : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public CultureScope(string name) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
