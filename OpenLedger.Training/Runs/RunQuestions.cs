using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Generation;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Runs;

/// <summary>A question with its answers, a line of <c>answers.jsonl</c>.</summary>
/// <param name="Kind"><c>new</c>: about what was to be learned; <c>kept</c>: general.</param>
/// <param name="Question">The last thing the user says.</param>
/// <param name="Before">The base model's answer.</param>
/// <param name="BeforeRight">Whether that was right.</param>
/// <param name="Now">The tuned model's answer.</param>
/// <param name="NowRight">Whether that is right.</param>
public sealed record QuestionAnswers(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("question")] string Question,
    [property: JsonPropertyName("before")] string Before,
    [property: JsonPropertyName("before_right")] bool BeforeRight,
    [property: JsonPropertyName("now")] string Now,
    [property: JsonPropertyName("now_right")] bool NowRight);

/// <summary>
/// The questions that are asked before and after training: those of <c>eval_questions</c> about what is new, and the model's own general
/// questions, of which only those count that the base model answers right.
/// </summary>
internal sealed class RunQuestions(BaseModel model, IReadOnlyList<EvaluationQuestion> fresh, IReadOnlyList<EvaluationQuestion> general)
{
    private const int MostOfAKind = 200;
    private const int MostTokens = 64;

    /// <summary>Whether there is anything to ask.</summary>
    public bool Any => model.Chat is not null && fresh.Count + general.Count > 0;

    private IEnumerable<(string Kind, EvaluationQuestion Question)> All =>
        fresh.Take(MostOfAKind).Select(question => ("new", question)).Concat(general.Take(MostOfAKind).Select(question => ("kept", question)));

    /// <summary>Reads the files that the recipe names.</summary>
    public static RunQuestions Read(BaseModel model, string? freshFile, string? generalFile, CancellationToken cancellation)
    {
        IReadOnlyList<EvaluationQuestion> Of(string? file) => file is null ? [] : [.. EvaluationQuestion.Read(file, cancellation)];
        return new RunQuestions(model, Of(freshFile), Of(generalFile));
    }

    /// <summary>Answers all questions greedily, the base model alone or with an adapter.</summary>
    public IReadOnlyList<string> Answers(LoraParameters? lora, Action<int, int> progress, CancellationToken cancellation)
    {
        using var generator = lora is null ? new Generator(model, (Adapter?)null) : new Generator(model, lora);
        var answers = new List<string>();
        var questions = All.ToList();
        foreach (var (_, question) in questions)
        {
            progress(answers.Count, questions.Count);
            answers.Add(Answer(generator, question, cancellation));
        }

        return answers;
    }

    /// <summary>The scores of answers, given which the base model gave.</summary>
    public RunScores Score(IReadOnlyList<string> answers, IReadOnlyList<string> before, double? heldOutLoss)
    {
        var rows = Rows(before, answers);
        var (about, general) = (rows.Where(row => row.Kind == "new").ToList(), rows.Where(row => row.Kind == "kept" && row.BeforeRight).ToList());
        return new RunScores(about.Count(row => row.NowRight), about.Count, general.Count(row => row.NowRight), general.Count, heldOutLoss);
    }

    /// <summary>Questions and answers side by side.</summary>
    public IReadOnlyList<QuestionAnswers> Rows(IReadOnlyList<string> before, IReadOnlyList<string> now) =>
        [.. All.Zip(before.Zip(now)).Select(pair => new QuestionAnswers(
            pair.First.Kind, SampleQuestion.TextOf(pair.First.Question.Messages), pair.Second.First, pair.First.Question.IsRight(pair.Second.First), pair.Second.Second, pair.First.Question.IsRight(pair.Second.Second)))];

    private string Answer(Generator generator, EvaluationQuestion question, CancellationToken cancellation)
    {
        var variables = new JsonObject { ["messages"] = question.Messages.DeepClone(), ["add_generation_prompt"] = true };
        var prompt = model.Chat!.Encode(variables, withLearned: false).Ids;
        if (prompt.Length >= model.Config.MaxPositions)
        {
            return "";
        }

        return string.Concat(generator.Generate(prompt, new GenerationOptions { MaxNewTokens = MostTokens }, cancellation).Select(piece => piece.Text)).Trim();
    }
}
