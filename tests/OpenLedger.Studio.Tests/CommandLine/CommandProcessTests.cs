namespace OpenLedger.Studio.Tests.CommandLine;

public class CommandProcessTests
{
    [Fact]
    public async Task Lines_AreAnswered_OneByOne()
    {
        using var process = CommandProcess.Start("tokenize", Checkout.Model("nano-llama"), "--json");

        await process.Input.WriteLineAsync("""{"text":"The cat"}""");
        await process.Input.FlushAsync();
        // Before the input has ended: whoever pipes lines in gets each answer at once.
        var first = await process.Output.ReadLineAsync();
        await process.Input.WriteLineAsync("not json");
        var (status, rest, error) = await process.EndAsync();

        Assert.StartsWith("{\"ids\":[", first, StringComparison.Ordinal);
        Assert.StartsWith("{\"error\":\"line 2: ", rest, StringComparison.Ordinal);
        Assert.Equal(2, status);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Interrupt_WhileWaiting_EndsWith130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var process = CommandProcess.Start("tokenize", Checkout.Model("nano-llama"), "--json");
        await process.Input.WriteLineAsync("""{"text":"The cat"}""");
        await process.Input.FlushAsync();
        await process.Output.ReadLineAsync();

        process.Signal(CommandProcess.Interrupt);
        var (status, _, error) = await process.EndAsync(closeInput: false);

        Assert.Equal(130, status);
        Assert.Equal("Interrupted.", error.Trim());
    }

    [Fact]
    public async Task BrokenPipe_EndsWithoutAWord()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        // Without an end of input only the broken pipe can end it.
        var line = $"yes 2>/dev/null '{{\"text\":\"a\"}}' | '{CommandProcess.Program}' tokenize '{Checkout.Model("nano-llama")}' --json | head -1";
        using var process = CommandProcess.StartOther("/bin/sh", "-c", line);

        var (_, output, error) = await process.EndAsync();

        Assert.Single(output.Trim().Split('\n'));
        Assert.Empty(error);
    }

    [Fact]
    public async Task ALibraryThatCannotBeLoaded_IsOneSentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The layout of the program's folder is Linux's.");
        using var folder = new ScratchFolder();
        CopyProgramWithBrokenLibrary(folder);

        using var process = CommandProcess.StartOther("dotnet", folder["openledger.dll"], "generate", Checkout.Model("nano-llama"));
        var (status, output, error) = await process.EndAsync();

        Assert.Equal(1, status);
        Assert.Empty(output);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Contains("libtorch", error, StringComparison.Ordinal);
        Assert.Contains("./start", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["cpu"]));
    }

    /// <summary>Everything but the broken file is a link: half a gigabyte is not copied for a test.</summary>
    private static void CopyProgramWithBrokenLibrary(ScratchFolder folder)
    {
        foreach (var source in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var target = folder[Path.GetRelativePath(AppContext.BaseDirectory, source)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileName(source) == "libLibTorchSharp.so")
            {
                File.WriteAllText(target, "this is no library");
            }
            else if (new FileInfo(source).Length > 8 << 20)
            {
                File.CreateSymbolicLink(target, source);
            }
            else
            {
                File.Copy(source, target);
            }
        }
    }
}
