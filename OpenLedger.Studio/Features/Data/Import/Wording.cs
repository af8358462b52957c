using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A sentence in English with what is put into it, which may be such a sentence too. The English text is the key under which pages find its translation.</summary>
public sealed record Wording(string Text, params object[] Arguments)
{
    /// <summary>The sentence in the reader's language.</summary>
    public string In(IStringLocalizer words) =>
        Arguments.Length == 0 ? words[Text] : words[Text, Array.ConvertAll(Arguments, argument => argument is Wording inner ? inner.In(words) : argument is Sentence told ? told.In(words) : argument)];

    public override string ToString() =>
        Arguments.Length == 0 ? Text : string.Format(CultureInfo.InvariantCulture, Text, Arguments);
}
