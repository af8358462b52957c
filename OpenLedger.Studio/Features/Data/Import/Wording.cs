using System.Globalization;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A sentence in English with what is put into it. The English text is the key under which pages find its translation.</summary>
public sealed record Wording(string Text, params object[] Arguments)
{
    public override string ToString() =>
        Arguments.Length == 0 ? Text : string.Format(CultureInfo.InvariantCulture, Text, Arguments);
}
