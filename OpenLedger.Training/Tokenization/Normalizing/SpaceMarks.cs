namespace OpenLedger.Training.Tokenization.Normalizing;

/// <summary>When a space is put before a text.</summary>
internal enum LeadingSpace
{
    Never,

    /// <summary>Before every segment between added tokens.</summary>
    Always,

    /// <summary>Before every segment that does not begin with a space.</summary>
    IfMissing,

    /// <summary>Before a segment at the very beginning that does not begin with a space.</summary>
    FirstIfMissing,
}

/// <summary>
/// SentencePiece-like vocabularies spell a space as U+2581. Inside, that mark is written as the byte of a space: where every space becomes
/// a mark, the two cannot be confused, most texts need no change at all, and three bytes become one.
/// </summary>
internal sealed class SpaceMarks(LeadingSpace leading, bool replaceMarks)
{
    public const string Mark = "\u2581";

    private static ReadOnlySpan<byte> MarkBytes => "\u2581"u8;

    /// <summary>Gives the text with its spaces as they are inside; <paramref name="isFirst"/> says that nothing was before it.</summary>
    public TextSlice Apply(in TextSlice text, bool isFirst, TextBuffer output)
    {
        var first = replaceMarks ? text.Span.IndexOf(MarkBytes) : -1;
        var leads = text.Start < text.Stop && leading switch
        {
            LeadingSpace.Always => true,
            LeadingSpace.IfMissing => !BeginsWithSpace(text, first),
            LeadingSpace.FirstIfMissing => isFirst && !BeginsWithSpace(text, first),
            _ => false,
        };
        if (!leads && first < 0)
        {
            return text;
        }

        var tracks = text.Starts is not null;
        output.Clear(tracks);
        if (leads)
        {
            var place = text.Starts?[text.Start] ?? 0;
            output.Append(" "u8, place, place);
        }

        var rest = text;
        for (var place = first; place >= 0; place = rest.Span.IndexOf(MarkBytes))
        {
            var mark = rest.Start + place;
            output.Append(rest.Part(rest.Start, mark));
            output.Append(" "u8, tracks ? text.Starts![mark] : 0, tracks ? text.Ends![mark] : 0);
            rest = rest.Part(mark + MarkBytes.Length, rest.Stop);
        }

        output.Append(rest);
        return output.Slice;
    }

    private static bool BeginsWithSpace(in TextSlice text, int firstMark) => text.Bytes[text.Start] == ' ' || firstMark == 0;
}
