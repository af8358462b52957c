namespace OpenLedger.Training.Runs;

/// <summary>Keeps two processes from working on one run: the file is held open, so it is free again when its holder dies.</summary>
internal static class RunLock
{
    /// <summary>Takes the run, or says who has it.</summary>
    public static IDisposable Take(RunFolder folder)
    {
        try
        {
            return new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem)
        {
            throw new TrainingException($"{folder.Path}: another process is working on this run, or the folder cannot be written ({problem.Message}). Wait for it, or stop it first.", problem);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new TrainingException($"{folder.Path}: the folder cannot be written. Choose another one, or change its permissions.", problem);
        }
    }
}
