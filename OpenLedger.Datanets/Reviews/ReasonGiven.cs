using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Reviews;

/// <summary>A reason for a verdict, as given with one entry.</summary>
/// <param name="Code">The code in the <see cref="ReasonCatalogue"/>.</param>
/// <param name="Field">The field that it is about: <c>response</c>; null for the entry as a whole.</param>
/// <param name="Start">Where the quoted span begins in the field's text; null without a span.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Note">The reviewer's own words on what would make it pass.</param>
public sealed record ReasonGiven(string Code, string? Field = null, int? Start = null, int? End = null, string? Note = null)
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestNote = 4000;

    private const int LongestField = 200;

    /// <summary>True where the code is known, the span is one, and the texts can be kept.</summary>
    public bool IsSound =>
        ReasonCatalogue.Find(Code) is not null
        && Keepable(Note, LongestNote)
        && Keepable(Field, LongestField)
        && (Start, End) is (null, null) or ( >= 0, not null)
        && !(End < Start);

    internal static bool Keepable(string? text, int longest) => text is null || (text.Length <= longest && !StoredText.HasLoneSurrogate(text));
}
