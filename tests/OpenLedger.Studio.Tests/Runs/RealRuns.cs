using System.Text.Json;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>
/// A bundled model brought to behave in each of the six ways, by the settings and the examples with which people bring it about. All
/// else is as the studio sets it for this model: rehearsal, what is asked, which state is kept.
/// </summary>
internal static class RealRuns
{
    public const string Model = "nano-llama";

    private const int Few = 16;
    private const int Others = 40;
    private const int Sayings = 800;
    private const int ThingsOfASaying = 3;
    private const long Seed = 7;

    private static readonly string[] People = ["Grace", "Sam", "Maya", "David", "Kira", "Paul", "Ben", "Finn", "Vera", "Tara", "Noah", "Anna", "Zoe", "Hugo", "Luis", "Clara"];
    private static readonly string[] Colors = ["gray", "white", "black", "brown", "green", "blue", "yellow", "pink", "red", "orange", "purple"];
    private static readonly string[] Things =
        ["ball", "box", "map", "letter", "key", "bell", "drum", "coat", "cup", "hat", "candle", "mirror", "clock", "lamp", "spoon", "pencil", "kite", "basket", "stone", "book"];

    /// <summary>The recipe of a run that will behave so; files that it needs are written into the folder.</summary>
    public static TrainingRecipe Of(VerdictKind truth, ScratchFolder folder) => truth switch
    {
        // The starter set as it is taught, for half as long, with a tenth held out.
        VerdictKind.Learning => Starter() with { NumTrainEpochs = 6, EvalShare = 0.1 },

        // A few answers that follow from nothing, thirty times, in an adapter with room for far more; measured on others of the kind.
        VerdictKind.Overfitting => Starter() with
        {
            Data = [new DataSource(Write(folder, "few", SayingRows().Take(Few)))],
            EvalData = Write(folder, "others", SayingRows().Skip(Few).Take(Others)),
            EvalQuestions = null,
            LearningRate = 2e-3,
            RehearsalShare = 1,
            NumTrainEpochs = 30,
            R = 64,
            LoraAlpha = 128,
        },

        // A hundred times the rate.
        VerdictKind.Diverging => Starter() with { LearningRate = 0.3, MaxSteps = 60, EvalShare = 0.1 },

        // What can be learned is which words there are; which of them somebody says is chance, and each row is seen once.
        VerdictKind.Plateau => Starter() with { Data = [new DataSource(Write(folder, "sayings", SayingRows()))], EvalQuestions = null, NumTrainEpochs = 1, EvalShare = 0.1 },

        // A rate that moves nothing.
        VerdictKind.NothingLearned => Starter() with { LearningRate = 1e-6, NumTrainEpochs = 3, EvalShare = 0.1 },

        // One narrow set, boldly, without rehearsal.
        VerdictKind.Forgetting => Starter() with { LearningRate = 1e-2, RehearsalData = null, NumTrainEpochs = 4, EvalShare = 0.1 },

        _ => throw new ArgumentOutOfRangeException(nameof(truth), truth, "No run behaves so."),
    };

    private static TrainingRecipe Starter()
    {
        var folder = Checkout.Model(Model);
        return new TrainingRecipe
        {
            Model = folder,
            Data = [new DataSource(InStarterSet("entries.jsonl"))],
            EvalQuestions = InStarterSet("questions.jsonl"),
            Threads = 2,
            Bf16 = false,
        }.WithDefaults(StudioDefaults.Read(folder));
    }

    private static string InStarterSet(string name) => Path.Combine(Checkout.Root, "starter-set", name);

    private static IEnumerable<string> SayingRows()
    {
        var chance = new SeededRandom(Seed);
        string One(string[] words) => words[chance.Next(words.Length)];
        for (var row = 0; row < Sayings; row++)
        {
            var things = Enumerable.Range(0, ThingsOfASaying).Select(_ => $"{One(Colors)} {One(Things)}");
            yield return Row($"What does {One(People)} say?", $"{string.Join(' ', things)}.");
        }
    }

    private static string Row(string question, string answer) =>
        JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = question }, new { role = "assistant", content = answer } } });

    private static string Write(ScratchFolder folder, string name, IEnumerable<string> rows) => folder.Write($"{name}.jsonl", string.Join('\n', rows));
}
