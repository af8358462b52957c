using System.Reflection;

namespace OpenLedger.Architecture.Tests;

/// <summary>Who may know whom, between projects.</summary>
public class WallTests
{
    [Theory]
    [InlineData("OpenLedger.Training", "Microsoft.AspNetCore")]
    [InlineData("OpenLedger.Training", "Microsoft.EntityFrameworkCore")]
    [InlineData("OpenLedger.Training", "Microsoft.Data")]
    [InlineData("OpenLedger.Training", "System.Data")]
    [InlineData("OpenLedger.Training", "System.Net.Http")]
    [InlineData("OpenLedger.Training", "MudBlazor")]
    [InlineData("OpenLedger.Training", "Spectre.Console")]
    [InlineData("OpenLedger.Training", "System.CommandLine")]
    [InlineData("OpenLedger.Training", "openledger")]
    [InlineData("OpenLedger.Training", "OpenLedger.Datanets")]
    [InlineData("OpenLedger.Training", "Tokenizers.DotNet")]
    [InlineData("OpenLedger.Datanets", "Microsoft.AspNetCore")]
    [InlineData("OpenLedger.Datanets", "Microsoft.EntityFrameworkCore")]
    [InlineData("OpenLedger.Datanets", "Microsoft.Data")]
    [InlineData("OpenLedger.Datanets", "System.Data")]
    [InlineData("OpenLedger.Datanets", "System.Net.Http")]
    [InlineData("OpenLedger.Datanets", "MudBlazor")]
    [InlineData("OpenLedger.Datanets", "openledger")]
    [InlineData("OpenLedger.Datanets", "OpenLedger.Training")]
    [InlineData("OpenLedger.Datanets", "OpenLedger.Attribution")]
    [InlineData("OpenLedger.Training", "OpenLedger.Attribution")]
    [InlineData("OpenLedger.Attribution", "Microsoft.AspNetCore")]
    [InlineData("OpenLedger.Attribution", "Microsoft.EntityFrameworkCore")]
    [InlineData("OpenLedger.Attribution", "Microsoft.Data")]
    [InlineData("OpenLedger.Attribution", "System.Data")]
    [InlineData("OpenLedger.Attribution", "System.Net.Http")]
    [InlineData("OpenLedger.Attribution", "MudBlazor")]
    [InlineData("OpenLedger.Attribution", "openledger")]
    [InlineData("OpenLedger.Attribution", "OpenLedger.Training")]
    [InlineData("OpenLedger.Attribution", "OpenLedger.Datanets")]
    [InlineData("openledger", "Tokenizers.DotNet")]
    public void Project_DoesNotReference(string project, string forbidden)
    {
        var references = Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith(forbidden, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The Rust tokenizers are an oracle for tests and benchmarks: they run on one operating system only.</summary>
    [Fact]
    public void RustTokenizers_AreReferenced_ByTestsAndBenchmarksOnly()
    {
        var referring = Checkout.Files(".", "*.csproj").Where(path => Checkout.Read(path).Contains("Tokenizers.DotNet", StringComparison.Ordinal));

        Assert.All(referring, path => Assert.Matches("^(tests|benchmarks)/", path));
    }
}
