using OpenLedger.Datanets.Entries;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>An entry as it is typed, in any of the four forms; kept as a draft so that a reload loses nothing.</summary>
public sealed class EntryForm
{
    /// <summary>The longest text of a field: a page sends at most 32 kB at once, and a letter can take three bytes.</summary>
    public const int LongestText = 10_000;

    public const string User = "user";
    public const string Assistant = "assistant";

    public EntryKind Kind { get; set; }

    public string System { get; set; } = "";

    public string Prompt { get; set; } = "";

    public string Response { get; set; } = "";

    public string Rejected { get; set; } = "";

    public string Title { get; set; } = "";

    public string Text { get; set; } = "";

    public SourceSpan? Source { get; set; }

    public List<TurnLine> Turns { get; set; } = [];

    public string Category { get; set; } = "";

    public string Licence { get; set; } = "";

    public bool HasConsent { get; set; }

    /// <summary>The accepted entry that it improves; null for one of its own.</summary>
    public string? Improves { get; set; }

    /// <summary>What is said to the reviewers beside it.</summary>
    public string Note { get; set; } = "";

    public bool IsEmpty => (Prompt + Response + Rejected + Text + string.Concat(Turns.Select(turn => turn.Text))).Trim().Length == 0;

    /// <summary>A form with nothing in it yet, as a Datanet wants it.</summary>
    internal static EntryForm For(DatanetCard card) => new()
    {
        Kind = card.Kind,
        Category = card.Categories.Count == 1 ? card.Categories[0].Name : "",
        Licence = card.Licences.Count > 0 ? card.Licences[0] : "",
        Turns = card.Kind == EntryKind.Conversation ? [new TurnLine(), new TurnLine { Role = Assistant }] : [],
    };

    internal static EntryForm Of(EntryContent content, string category, string licence)
    {
        var form = new EntryForm { Kind = content.Kind, Category = category, Licence = licence };
        form.Take(content);
        return form;
    }

    /// <summary>The entry as it would be stored.</summary>
    internal EntryContent Content() => Kind switch
    {
        EntryKind.PromptResponse => EntryContent.PromptResponse(Prompt, Response, NullIfEmpty(System)),
        EntryKind.Conversation => EntryContent.Conversation(Said()),
        EntryKind.Preference => EntryContent.Preference(Prompt, Response, Rejected, NullIfEmpty(System)),
        _ => EntryContent.Passage(Text, NullIfEmpty(Title), Source),
    };

    /// <summary>Takes over the texts of an entry, where one was repaired.</summary>
    internal void Take(EntryContent content)
    {
        (System, Prompt, Response, Rejected) = (content.TextOf(PartRole.System), content.TextOf(PartRole.Prompt), content.TextOf(PartRole.Response), content.TextOf(PartRole.Rejected));
        (Title, Text, Source) = (content.TextOf(PartRole.Title), content.TextOf(PartRole.Passage), content.Source);
        if (content.Kind == EntryKind.Conversation)
        {
            Turns = [.. content.Parts.Where(part => part.Role != PartRole.System).Select(part => new TurnLine { Role = part.Role == PartRole.Prompt ? User : Assistant, Text = part.Text })];
        }
    }

    private IEnumerable<(string Role, string Text)> Said()
    {
        if (System.Trim().Length > 0)
        {
            yield return ("system", System);
        }

        foreach (var turn in Turns)
        {
            yield return (turn.Role == Assistant ? Assistant : User, turn.Text);
        }
    }

    private static string? NullIfEmpty(string text) => text.Trim().Length == 0 ? null : text;

    /// <summary>One turn of a conversation.</summary>
    public sealed class TurnLine
    {
        public string Role { get; set; } = User;

        public string Text { get; set; } = "";
    }
}
