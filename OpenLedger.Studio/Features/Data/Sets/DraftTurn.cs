using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>One turn of an example that is being changed.</summary>
internal sealed class DraftTurn(string role, JsonObject? original = null)
{
    /// <summary>Who says it, as <see cref="Turn"/> names them.</summary>
    public string Role { get; set; } = role;

    public string Text { get; set; } = CellText.Of(original?[MessageReader.Content]) ?? string.Empty;

    /// <summary>Whether the turn says or does something.</summary>
    public bool IsSaid => Text.Trim().Length > 0 || original?[MessageReader.ToolCalls] is not null;

    /// <summary>The message: the role and the text of now, everything else as it was.</summary>
    public JsonObject Message()
    {
        var speaker = Role is ExampleText.Better or ExampleText.Worse ? CellText.Of(original?[MessageReader.Role]) ?? MessageReader.Assistant : Role;
        var message = new JsonObject { [MessageReader.Role] = speaker };
        if (Text.Length > 0 || original?[MessageReader.ToolCalls] is null)
        {
            message[MessageReader.Content] = Text;
        }

        foreach (var (name, value) in original ?? [])
        {
            if (name is not (MessageReader.Role or MessageReader.Content))
            {
                message[name] = value?.DeepClone();
            }
        }

        return message;
    }
}
