namespace OpenLedger.Training.Chat.Jinja;

/// <summary>
/// What goes wrong inside a template. It never leaves this folder: <see cref="JinjaTemplate"/> turns it into a
/// <see cref="TrainingException"/> that names template and line.
/// </summary>
internal sealed class JinjaFault(string message, int line = 0) : Exception(message)
{
    /// <summary>The source line, where the one who throws knows it; else 0 and the evaluator knows.</summary>
    public int Line { get; } = line;
}
