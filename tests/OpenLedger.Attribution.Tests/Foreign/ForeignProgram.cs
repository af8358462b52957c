using System.ComponentModel;
using System.Diagnostics;

namespace OpenLedger.Attribution.Tests.Foreign;

/// <summary>Programs of others that check what ours made; a test is skipped where one is not installed.</summary>
internal static class ForeignProgram
{
    public static string Run(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended early; its own words say why.
        }

        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result} {output.Result}");
        return output.Result;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{start.FileName} is not installed.");
            throw;
        }
    }
}
