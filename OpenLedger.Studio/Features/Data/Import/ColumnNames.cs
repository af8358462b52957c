using System.Globalization;
using System.Text;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What columns are usually called, in the field's words and in those of people.</summary>
internal static class ColumnNames
{
    private static readonly string[] MessageNames = ["messages", "conversations", "conversation", "dialog", "dialogue", "dialogs", "chat", "turns"];

    private static readonly string[] QuestionNames =
    [
        "question", "questions", "frage", "fragen", "query", "prompt", "instruction", "instructions", "user", "human", "usermessage", "anweisung", "eingabe",
        "pregunta", "domanda", "pytanie", "vraag", "pergunta", "soru", "问题", "質問", "질문", "вопрос", "input", "q", "f",
    ];

    private static readonly string[] AnswerNames =
    [
        "answer", "answers", "antwort", "antworten", "response", "output", "completion", "reply", "assistant", "assistantmessage", "gpt", "ausgabe",
        "respuesta", "reponse", "risposta", "odpowiedz", "antwoord", "resposta", "cevap", "答案", "回答", "답변", "ответ", "target", "solution", "a",
    ];

    private static readonly string[] TextNames = ["text", "texts", "content", "story", "document", "article", "body", "passage", "texte", "texto", "testo", "inhalt"];
    private static readonly string[] ContextNames = ["input", "context", "kontext"];
    private static readonly string[] SystemNames = ["system", "systemprompt", "systemmessage"];
    private static readonly string[] PromptNames = ["prompt", "question", "query", "instruction", "input", "frage"];
    private static readonly string[] ChosenNames = ["chosen", "chosenresponse", "chosenanswer", "preferred", "accepted", "better", "winner"];
    private static readonly string[] RejectedNames = ["rejected", "rejectedresponse", "rejectedanswer", "dispreferred", "worse", "loser"];

    private const int LongestName = 200;

    // Where a table has several columns of a kind, these belong together.
    private static readonly (string Question, string Answer)[] Pairs =
        [("prompt", "completion"), ("instruction", "output"), ("question", "answer"), ("query", "response"), ("frage", "antwort")];

    /// <summary>A name without what people spell differently: case, accents, spaces, signs.</summary>
    public static string Plain(string name)
    {
        if (name.Length > LongestName)
        {
            return string.Empty;
        }

        var plain = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }

    /// <summary>Whether anybody would call a column so.</summary>
    public static bool IsKnown(string name)
    {
        var plain = Plain(name);
        return new[] { MessageNames, QuestionNames, AnswerNames, TextNames, ContextNames, SystemNames, PromptNames, ChosenNames, RejectedNames }.Any(names => names.Contains(plain));
    }

    /// <summary>
    /// The form that the names tell, or null. The order matters where a row has several: what is closest to what the model reads comes
    /// first, and plain text last, since tables of instructions often carry it as a rendering for other models.
    /// </summary>
    public static RowMapping? FormOf(IReadOnlyCollection<string> columns)
    {
        var byName = new Dictionary<string, string>();
        foreach (var column in columns)
        {
            byName.TryAdd(Plain(column), column);
        }

        string? Find(string[] names) => names.Select(byName.GetValueOrDefault).FirstOrDefault(column => column is not null);
        return Preference(Find) ?? Conversation(Find) ?? QuestionAnswer(Find, byName) ?? PlainText(Find);
    }

    private static RowMapping? Preference(Func<string[], string?> find) =>
        find(ChosenNames) is { } chosen && find(RejectedNames) is { } rejected
            ? Of(RowForm.Preference, (ColumnRole.Chosen, chosen), (ColumnRole.Rejected, rejected), (ColumnRole.Prompt, find(PromptNames)), (ColumnRole.System, find(SystemNames)))
            : null;

    private static RowMapping? Conversation(Func<string[], string?> find) =>
        find(MessageNames) is { } messages
            ? Of(RowForm.Conversation, (ColumnRole.Messages, messages), (ColumnRole.System, find(SystemNames)), (ColumnRole.Tools, find(["tools"])))
            : null;

    private static RowMapping? QuestionAnswer(Func<string[], string?> find, Dictionary<string, string> byName)
    {
        var pair = Pairs.FirstOrDefault(pair => byName.ContainsKey(pair.Question) && byName.ContainsKey(pair.Answer));
        var question = pair.Question is null ? find(QuestionNames) : byName[pair.Question];
        var answer = pair.Answer is null ? find(AnswerNames) : byName[pair.Answer];
        if (question is null || answer is null)
        {
            return null;
        }

        var context = find(ContextNames) is { } beside && beside != question ? beside : null;

        // A context belongs to an instruction; beside a question it is mostly the source of it, and then the person decides.
        var hasContext = byName.ContainsKey("instruction") || byName.ContainsKey("instructions");
        return Of(
            RowForm.QuestionAnswer,
            (ColumnRole.Question, question),
            (ColumnRole.Answer, answer),
            (ColumnRole.Context, hasContext ? context : null),
            (ColumnRole.System, find(SystemNames)),
            (ColumnRole.History, find(["history"])));
    }

    private static RowMapping? PlainText(Func<string[], string?> find) =>
        find(TextNames) is { } text ? Of(RowForm.PlainText, (ColumnRole.Text, text)) : null;

    private static RowMapping Of(RowForm form, params (ColumnRole Role, string? Column)[] columns) =>
        new(form, columns.Where(pair => pair.Column is not null).ToDictionary(pair => pair.Role, pair => pair.Column!));
}
