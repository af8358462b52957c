using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>
/// An example that is being written or changed: its turns as a person edits them, and what the person does not see (tools, calls, weights)
/// kept where it was.
/// </summary>
internal sealed class ExampleDraft
{
    private const int LongestText = 1 << 20;

    private ExampleDraft(ExampleShape shape) => Shape = shape;

    public ExampleShape Shape { get; }

    public List<DraftTurn> Turns { get; } = [];

    private JsonNode? Tools { get; init; }

    /// <summary>An empty one.</summary>
    public static ExampleDraft New(ExampleShape shape)
    {
        var draft = new ExampleDraft(shape);
        draft.Turns.AddRange(shape switch
        {
            ExampleShape.Chat => [new DraftTurn(MessageReader.User), new DraftTurn(MessageReader.Assistant)],
            ExampleShape.Preference => [new DraftTurn(MessageReader.User), new DraftTurn(ExampleText.Better), new DraftTurn(ExampleText.Worse)],
            _ => [new DraftTurn(ExampleText.Plain)],
        });
        return draft;
    }

    /// <summary>One that is there; null where it cannot be read.</summary>
    public static ExampleDraft? Of(string content)
    {
        if (ExampleText.Parse(content) is not { } example)
        {
            return null;
        }

        var draft = new ExampleDraft(ExampleText.ShapeOf(example)) { Tools = example["tools"]?.DeepClone() };
        switch (draft.Shape)
        {
            case ExampleShape.Chat:
                draft.AddAll(example["messages"], null);
                break;
            case ExampleShape.Preference:
                draft.AddAll(example["prompt"], null);
                draft.AddAll(example["chosen"], ExampleText.Better);
                draft.AddAll(example["rejected"], ExampleText.Worse);
                break;
            default:
                draft.AddText(example);
                break;
        }

        return draft;
    }

    /// <summary>The example as it is stored, or what is missing.</summary>
    public (string? Content, Wording? Problem) Write()
    {
        if (Turns.Exists(turn => turn.Text.Length > LongestText))
        {
            return (null, new Wording("A text is longer than {0} characters. Cut it into several examples.", LongestText));
        }

        var problem = Shape switch
        {
            ExampleShape.Chat when !Turns.Exists(turn => turn.Role == MessageReader.Assistant && turn.IsSaid) => new Wording("There is no answer of the assistant, so there is nothing to learn. Write one."),
            ExampleShape.Chat when Turns.Find(turn => turn.Role is MessageReader.User && !turn.IsSaid) is not null => new Wording("A question is empty. Write it, or take it out."),
            ExampleShape.Preference when !(Says(MessageReader.User) && Says(ExampleText.Better) && Says(ExampleText.Worse)) => new Wording("A pair needs the question, the better and the worse answer."),
            ExampleShape.Text when !Says(ExampleText.Plain) => new Wording("The text is empty. Write it, or delete the example."),
            _ => null,
        };
        return problem is null ? (Json().ToJsonString(CanonicalExample.Spelling), null) : (null, problem);
    }

    private bool Says(string role) => Turns.Exists(turn => turn.Role == role && turn.IsSaid);

    private JsonObject Json()
    {
        if (Shape == ExampleShape.Preference)
        {
            return new JsonObject
            {
                ["prompt"] = Messages(turn => turn.Role is not (ExampleText.Better or ExampleText.Worse)),
                ["chosen"] = Messages(turn => turn.Role == ExampleText.Better),
                ["rejected"] = Messages(turn => turn.Role == ExampleText.Worse),
            };
        }

        if (Shape == ExampleShape.Text)
        {
            var text = Turns.Find(turn => turn.Role == ExampleText.Plain)!.Text;
            return Turns.Find(turn => turn.Role == ExampleText.Beginning) is { } beginning
                ? new JsonObject { ["prompt"] = beginning.Text, ["completion"] = text }
                : new JsonObject { ["text"] = text };
        }

        var example = new JsonObject { ["messages"] = Messages(_ => true) };
        if (Tools is not null)
        {
            example["tools"] = Tools.DeepClone();
        }

        return example;
    }

    private JsonArray Messages(Predicate<DraftTurn> wanted) => new([.. Turns.Where(turn => wanted(turn)).Select(turn => (JsonNode)turn.Message())]);

    private void AddAll(JsonNode? messages, string? part)
    {
        foreach (var message in (messages as JsonArray ?? []).OfType<JsonObject>())
        {
            Turns.Add(new DraftTurn(part ?? CellText.Of(message[MessageReader.Role]) ?? string.Empty, message));
        }
    }

    private void AddText(JsonObject example)
    {
        if (example["completion"] is { } completion)
        {
            Turns.Add(new DraftTurn(ExampleText.Beginning) { Text = CellText.Of(example["prompt"]) ?? string.Empty });
            Turns.Add(new DraftTurn(ExampleText.Plain) { Text = CellText.Of(completion) ?? string.Empty });
        }
        else
        {
            Turns.Add(new DraftTurn(ExampleText.Plain) { Text = CellText.Of(example["text"]) ?? string.Empty });
        }
    }
}
