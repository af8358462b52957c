namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A line of prose with its number, from 1.</summary>
internal readonly record struct TextLine(long Number, string Text)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
