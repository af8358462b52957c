using Microsoft.Extensions.Configuration;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Rows;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Shell;

public sealed class StudioSettingsTests : IDisposable
{
    private static readonly NumberSetting Days = new("Studio:Days", "Days", "How many.", standard: 30, lowest: 1, highest: 365);
    private static readonly TickSetting Loud = new("Studio:Loud", "Loud", "Whether.", standard: true);
    private static readonly TextSetting Secret = new("Studio:Secret", "Secret", "What.", standard: "", longest: 10) { IsSecret = true };

    private readonly StoreHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Page_WinsOverFile_AndFileOverStandard_AtOnce()
    {
        Assert.Equal(30, Of().Get(Days));
        var settings = Of(("Studio:Days", "7"), ("Studio:Loud", "False"));
        Assert.Equal(7, settings.Get(Days));
        Assert.False(settings.Get(Loud));

        Assert.Null(await settings.ChangeAsync("a", Days, " 90 "));

        Assert.Equal(90, settings.Get(Days));
        Assert.Equal(("90", SettingSource.Page), settings.Look(Days));
        Assert.Equal(90, Of().Get(Days));
        await settings.ResetAsync("a", Days);
        Assert.Equal(("7", SettingSource.File), settings.Look(Days));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("ten")]
    [InlineData("3.5")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task ValueThatCannotBe_IsRefusedWithTheReason_AndChangesNothing(string text)
    {
        var settings = Of();

        var problem = await settings.ChangeAsync("a", Days, text);

        Assert.Contains("a whole number from 1 to 365", problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal(("30", SettingSource.Standard), settings.Look(Days));
        Assert.Equal(0, _house.Read(context => context.Audit.Count()));
    }

    [Fact]
    public async Task Change_IsInTheAuditLog_ButASecretIsNot()
    {
        var settings = Of();
        await settings.ChangeAsync("a", Days, "8");
        await settings.ChangeAsync("a", Secret, "hush");
        await settings.ResetAsync("b", Days);
        await settings.ResetAsync("b", Days);

        var told = _house.Read(context => context.Audit.OrderBy(row => row.Id).Select(row => $"{row.AccountId} {row.Action} {row.Subject} {row.Detail}").ToList());

        Assert.Equal(["a setting.change Studio:Days 8", "a setting.change Studio:Secret ", "b setting.reset Studio:Days "], told);
    }

    [Fact]
    public void RowOfAnotherVersion_ThatDoesNotFit_IsPassedOver()
    {
        _house.Queue.Write(context => context.Settings.Add(new SettingRow { Key = Days.Key, Value = "1000" }));

        Assert.Equal(30, Of().Get(Days));
    }

    [Fact]
    public void FileWithAValueThatCannotBe_KeepsTheStudioFromStarting()
    {
        var refusal = Assert.Throws<StudioStartException>(() => Of(("Studio:Days", "many")).CheckFile());

        Assert.Contains("Studio:Days", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 365", refusal.Message, StringComparison.Ordinal);
    }

    private StudioSettings Of(params (string Key, string Value)[] file) => new(
        [new SettingGroup("Test", [Days, Loud, Secret])],
        new ConfigurationBuilder().AddInMemoryCollection(file.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build(),
        _house.Contexts,
        _house.Queue,
        new AuditLog(_house.Queue, TimeProvider.System));
}
