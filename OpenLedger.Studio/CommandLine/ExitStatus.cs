namespace OpenLedger.Studio.CommandLine;

/// <summary>What the program tells the shell that started it.</summary>
internal static class ExitStatus
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int InputIsWrong = 2;
    public const int Interrupted = 130;
}
