using OpenLedger.Studio.Features.Home;

namespace OpenLedger.Studio.Tests.Home;

public class ComputerReportTests
{
    private static readonly ComputerReport Laptop = new(2, 24_000_000_000, false, false, 100e9, 0.05, "1.0");

    [Fact]
    public void LargestModel_IsBoundByTimeOrMemory_WhicheverIsLess()
    {
        Assert.Equal(2e9, Laptop.LargestModel, 1e6);
        Assert.Equal(0.3e9, (Laptop with { Memory = 2_000_000_000 }).LargestModel, 1e6);
        Assert.Equal(0.6e9, (Laptop with { Memory = 2_000_000_000, IsNarrow = true }).LargestModel, 1e6);
    }

    [Fact]
    public void Report_IsKept_UntilTheComputerOrTheProgramIsAnother()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "computer.json");
        Laptop.Write(path);

        Assert.Equal(Laptop, ComputerReport.Read(path, 2, 24_000_000_000, "1.0"));
        Assert.Null(ComputerReport.Read(path, 4, 24_000_000_000, "1.0"));
        Assert.Null(ComputerReport.Read(path, 2, 12_000_000_000, "1.0"));
        Assert.Null(ComputerReport.Read(path, 2, 24_000_000_000, "2.0"));
        File.WriteAllText(path, "{");
        Assert.Null(ComputerReport.Read(path, 2, 24_000_000_000, "1.0"));
    }
}
