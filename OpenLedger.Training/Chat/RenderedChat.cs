namespace OpenLedger.Training.Chat;

/// <summary>A conversation as its template writes it.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="GenerationSpans">The ranges that the template's generation blocks wrote, in order.</param>
/// <param name="HasGenerationBlocks">Whether the template has generation blocks at all.</param>
/// <param name="HasUnplacedSpans">Whether a generation block stood inside a macro or another captured text: then the ranges are not complete.</param>
public sealed record RenderedChat(string Text, IReadOnlyList<TextSpan> GenerationSpans, bool HasGenerationBlocks, bool HasUnplacedSpans = false);
