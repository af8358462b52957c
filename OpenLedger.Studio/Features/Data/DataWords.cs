using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;

namespace OpenLedger.Studio.Features.Data;

/// <summary>What things of this feature are called on pages, in the reader's language; the technical name stands beside it.</summary>
internal static class DataWords
{
    public static string Shape(IStringLocalizer T, ExampleShape shape) => shape switch
    {
        ExampleShape.Chat => T["conversations"],
        ExampleShape.Preference => T["pairs of answers"],
        _ => T["texts"],
    };

    public static (string Name, string Technical) Form(IStringLocalizer T, RowForm form) => form switch
    {
        RowForm.Conversation => (T["Whole conversations"], "messages"),
        RowForm.QuestionAnswer => (T["Questions and answers"], "prompt + answer"),
        RowForm.Continuation => (T["Beginnings and how they go on"], "prompt + completion"),
        RowForm.Preference => (T["A better and a worse answer"], "chosen + rejected"),
        _ => (T["Plain text"], "text"),
    };

    public static (string Name, string Technical) Role(IStringLocalizer T, ColumnRole role) => role switch
    {
        ColumnRole.Messages => (T["Messages"], "messages"),
        ColumnRole.Question => (T["Question"], "user"),
        ColumnRole.Context => (T["What belongs to the question"], "input"),
        ColumnRole.Answer => (T["Answer"], "assistant"),
        ColumnRole.System => (T["What is said before"], "system"),
        ColumnRole.History => (T["Earlier turns"], "history"),
        ColumnRole.Tools => (T["Tools"], "tools"),
        ColumnRole.Beginning => (T["Beginning"], "prompt"),
        ColumnRole.Continuation => (T["How it goes on"], "completion"),
        ColumnRole.Prompt => (T["Question"], "prompt"),
        ColumnRole.Chosen => (T["Better answer"], "chosen"),
        ColumnRole.Rejected => (T["Worse answer"], "rejected"),
        _ => (T["Text"], "text"),
    };

    public static string Speaker(IStringLocalizer T, string role) => role switch
    {
        MessageReader.User => T["Question"],
        MessageReader.Assistant => T["Answer"],
        MessageReader.System => T["What is said before"],
        ExampleText.Beginning => T["Beginning"],
        ExampleText.Better => T["Better answer"],
        ExampleText.Worse => T["Worse answer"],
        ExampleText.Plain => T["Text"],
        _ => role,
    };

    public static string Kind(IStringLocalizer T, DetectedForm form) => form switch
    {
        { Kind: FileKind.Json, Layout: JsonLayout.Lines } => T["JSON, a row on each line"],
        { Kind: FileKind.Json, List: { } list } => T["JSON, the list \"{0}\"", list],
        { Kind: FileKind.Json, Layout: JsonLayout.List } => T["JSON, a list of rows"],
        { Kind: FileKind.Json, Layout: JsonLayout.Columns } => T["JSON, written by columns"],
        { Kind: FileKind.Json, Layout: JsonLayout.Pairs } => T["JSON, questions with their answers"],
        { Kind: FileKind.Json } => T["JSON, one row after the other"],
        { Kind: FileKind.Table } => T["Table, cells parted by {0}", Delimiter(T, form.Delimiter ?? ',')],
        { Kind: FileKind.Workbook } => T["Workbook, sheet \"{0}\"", form.Sheet ?? string.Empty],
        { Kind: FileKind.Parquet } => T["Parquet"],
        _ => T["Prose"],
    };

    public static string Delimiter(IStringLocalizer T, char delimiter) => delimiter switch
    {
        ',' => T["comma"],
        ';' => T["semicolon"],
        '\t' => T["tab"],
        _ => T["bar"],
    };

    public static string Cut(IStringLocalizer T, TextCut cut) => cut switch
    {
        TextCut.Whole => T["The whole file is one example"],
        TextCut.Pieces => T["Pieces of about {0} characters, cut at blank lines", NumberText.Whole(TextRows.PieceCharacters)],
        TextCut.Paragraphs => T["A blank line ends an example"],
        TextCut.Lines => T["Each line is an example"],
        _ => T["\"Q:\" and \"A:\" are questions and answers"],
    };

    public static string Problem(IStringLocalizer T, ProblemKind kind) => kind switch
    {
        ProblemKind.Unreadable => T["cannot be read"],
        ProblemKind.TooLong => T["too long for a row"],
        ProblemKind.Field => T["a field is missing or holds something else"],
        ProblemKind.Role => T["somebody unknown speaks"],
        ProblemKind.EmptyAnswer => T["no answer to learn"],
        ProblemKind.Duplicate => T["said in an earlier row"],
        _ => T["another form than the rest"],
    };

    /// <summary>The name of a set; those that came with the studio have one in each language.</summary>
    public static string Name(IStringLocalizer T, Dataset set) => set.Id switch
    {
        BundledSets.Starter => T["Starter set: {0}", StarterSet.Subject],
        BundledSets.Rehearsal => T["What the bundled models know"],
        _ => set.Name,
    };

    /// <summary>A day as people write it where the studio runs.</summary>
    public static string Day(DateTimeOffset moment, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone).ToString("d", System.Globalization.CultureInfo.CurrentCulture);

    /// <summary>"12 examples", "1 example".</summary>
    public static string Examples(IStringLocalizer T, long count) => count == 1 ? T["1 example"] : T["{0} examples", NumberText.Whole(count)];
}
