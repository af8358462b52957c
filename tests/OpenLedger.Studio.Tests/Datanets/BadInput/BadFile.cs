using System.Text;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>A file that is wrong in one way, and what has to be said of it.</summary>
/// <param name="Name">What it is called; its ending is what its author believes it to be.</param>
/// <param name="Bytes">What is in it.</param>
internal sealed record BadFile(string Name, byte[] Bytes)
{
    /// <summary>The form of the Datanet that it is brought to.</summary>
    public EntryKind Kind { get; init; } = EntryKind.PromptResponse;

    /// <summary>What one of the sentences about it says; null where it is only known that nothing may break.</summary>
    public string? Says { get; init; }

    /// <summary>The row that the sentence is about; null where the whole file is meant.</summary>
    public long? Row { get; init; }

    /// <summary>The field that it names; null where a row or the whole file is meant.</summary>
    public string? Field { get; init; }

    /// <summary>How many rows may go on; null where that is not known.</summary>
    public int? Good { get; init; }

    public static BadFile Of(string name, string text, string? says = null) => new(name, Encoding.UTF8.GetBytes(text)) { Says = says };

    public override string ToString() => Name;
}
