using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Tests.Runs.Tuning;

/// <summary>Searches over a temporary data folder, with trials that take no time.</summary>
internal sealed class TuningHouse : IDisposable
{
    public TuningHouse(FakeTrials trials, TemporaryFolder? folder = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        Runs = new RunsHouse(trials.Train, folder, settings);
    }

    public RunsHouse Runs { get; }

    public TuningDesk Desk => Runs.Services.GetRequiredService<TuningDesk>();

    public TuningBook Book => Runs.Services.GetRequiredService<TuningBook>();

    public static TuningWish Wish(int trials = 9, double budget = 3600) => new(
        "Bellmar, best settings", "nano-llama", 200, budget,
        new TuningOutlook { Trials = [.. Space.Draw(trials, 1).Select((settings, index) => new HalvingTrial(index + 1, settings, 10))], StartSeconds = 0.1 },
        new TrainingRecipe { EvalQuestions = null },
        folder =>
        {
            File.WriteAllText(Path.Combine(folder, "data-1.jsonl"), """{"prompt":"When?","completion":"At nine."}""");
            File.WriteAllText(Path.Combine(folder, DataPin.FileName), DataPin.Text([new DataPin("data-1.jsonl", "bellmar", "Bellmar", "MIT", 1, "12")]));
            return new TrainingRecipe { Model = AppContext.BaseDirectory, Data = [new DataSource("data-1.jsonl")] };
        });

    /// <summary>The standard is far off, so that something better is to be found.</summary>
    public static SearchSpace Space { get; } = new() { Standard = new TrialSettings(1e-4, 16, 3), LowestRate = 1e-4, HighestRate = 3e-2, Ranks = [8, 16], Amounts = [3, 6] };

    public string Start(TuningWish? wish = null, CurrentAccount? by = null) => Desk.StartAsync(wish ?? Wish(), by ?? Runs.Me).GetAwaiter().GetResult().Id!;

    public TuningCard Card(string id) => Desk.Find(id, Runs.Me)!;

    public Task EndOf(string id) => Eventually.True(() => !Card(id).IsActive);

    public void Dispose() => Runs.Dispose();
}
