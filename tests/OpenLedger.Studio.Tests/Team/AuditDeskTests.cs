using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Team;

public sealed class AuditDeskTests : IDisposable
{
    private readonly People _people = new();
    private readonly AuditDesk _desk;

    public AuditDeskTests() => _desk = new AuditDesk(_people.House.Contexts);

    public void Dispose() => _people.Dispose();

    [Fact]
    public async Task Log_IsReadPageByPage_NewestFirst_ByWhoAndWhat()
    {
        var (ann, bob) = (await _people.EnterAsync("Ann", Roles.Admin), await _people.EnterAsync("Bob", Roles.Trainer));
        for (var i = 0; i < 60; i++)
        {
            await _people.Audit.WriteAsync(i % 2 == 0 ? ann.Id : bob.Id, i < 50 ? "run.start" : "run.stop", $"run-{i}");
        }

        var first = _desk.Page(ann, new AuditFilter(), before: null);
        var second = _desk.Page(ann, new AuditFilter(), first[^1].Id);

        Assert.Equal(("run-59", "Bob"), (first[0].Subject, first[0].Who));
        Assert.Equal(60, first.Concat(second).Select(line => line.Id).Distinct().Count());
        Assert.Equal(5, _desk.Page(ann, new AuditFilter(bob.Id, "run.stop"), null).Count);
        Assert.Equal(["run.start", "run.stop"], _desk.Choices(ann).Actions);
        Assert.Equal(60, _desk.All(ann, new AuditFilter()).Count());
        Assert.Empty(_desk.Page(bob, new AuditFilter(), null));
        Assert.Empty(_desk.All(bob, new AuditFilter()));
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+2", "'+1+2")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("=\"x\"", "\"'=\"\"x\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(null, "")]
    public void Cell_ComputesNothingInASpreadsheet(string? text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    [Fact]
    public void Actions_HaveWordsInBothLanguages()
    {
        var words = OpenLedger.Studio.Tests.Shell.German.Words;

        Assert.All(AuditWords.All.Values, text => Assert.Contains(text, words));
    }
}
