namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What a column holds.</summary>
public enum ColumnRole
{
    Messages,
    Question,
    Context,
    Answer,
    System,
    History,
    Tools,
    Beginning,
    Continuation,
    Text,
    Prompt,
    Chosen,
    Rejected,
}
