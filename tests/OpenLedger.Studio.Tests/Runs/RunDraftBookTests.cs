using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Tests.Store;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunDraftBookTests
{
    private static readonly RunDraft Full = new()
    {
        Model = "nano-llama",
        Data = [new DataPick("starter"), new DataPick("mine", 0.5)],
        Rehearsal = "general",
        Title = "Second thoughts",
        Further = new InitialAdapter("id", "First", "/runs/id"),
        Turned = new TrainingRecipe { LearningRate = 3e-4, R = 64, Seed = 7, Packing = true, Bf16 = false, TargetModules = ModuleChoice.OfNames("q_proj", "v_proj") },
    };

    [Fact]
    public async Task Draft_IsThereAgain_AfterARestart()
    {
        using var folder = new TemporaryFolder();
        using (var house = new StoreHouse(folder))
        {
            await new RunDraftBook(house.Contexts, house.Queue, TimeProvider.System).WriteAsync("eva", new RunDraft());
            await new RunDraftBook(house.Contexts, house.Queue, TimeProvider.System).WriteAsync("eva", Full);
        }

        using var again = new StoreHouse(folder);
        var book = new RunDraftBook(again.Contexts, again.Queue, TimeProvider.System);
        var draft = book.Read("eva")!;

        Assert.Equal(RunDraftBook.Text(Full), RunDraftBook.Text(draft));
        Assert.Equal(Full.Turned, draft.Turned);
        Assert.Equal(Full.Turned.Given, draft.Turned.Given);
        Assert.Null(book.Read("another"));

        await book.ForgetAsync("eva");
        Assert.Null(book.Read("eva"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public void Parse_OfWhatIsNoDraft_IsNone(string content) => Assert.Null(RunDraftBook.Parse(content));

    [Fact]
    public void Parse_LeavesOutKnobsThatThereAreNoMore()
    {
        var draft = RunDraftBook.Parse("""{"Model":"a","Turned":{"no_such_knob":"1","r":"32","seed":"much"}}""")!;

        Assert.Equal(["r"], draft.Turned.Given);
        Assert.Empty(draft.Data);
    }
}
