using System.Runtime.InteropServices;
using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// Brings files into the studio's own folder, whole or not at all. A copy is safe from whatever happens to the original; a hard link
/// takes no room and outlives a deleted original, but is cut with it: the studio notices that and says so.
/// </summary>
internal static partial class FolderCopy
{
    private const int BufferBytes = 1 << 20;

    /// <exception cref="ArchiveRefusedException">It cannot be done; nothing is left.</exception>
    public static void Make(string folder, IReadOnlyList<LocalFile> files, bool link, Action<int> came, Func<string, Stream>? create, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                var target = ContainedPath.In(folder, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                if (link)
                {
                    Link(file.Source, target);
                    came((int)Math.Min(int.MaxValue, file.Length));
                }
                else
                {
                    Copy(file.Source, target, came, create, cancellation);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(folder);
            throw new ArchiveRefusedException(ModelSentences.CopyFailed(exception.Message));
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>Removes a folder; what cannot be removed now has a name that begins with a dot and is removed at the next start.</summary>
    public static void Remove(string folder) => _ = TryRemove(folder);

    /// <summary>Removes a folder; the reason where that cannot be.</summary>
    public static Sentence? TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ModelSentences.NotRemoved(exception.Message);
        }
    }

    private static void Copy(string source, string target, Action<int> came, Func<string, Stream>? create, CancellationToken cancellation)
    {
        using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var to = create?.Invoke(target) ?? new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        while (from.Read(buffer) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            to.Write(buffer, 0, count);
            came(count);
        }

        (to as FileStream)?.Flush(flushToDisk: true);
    }

    private static void Link(string source, string target)
    {
        var isDone = OperatingSystem.IsWindows() ? CreateHardLink(target, source, IntPtr.Zero) : MakeLink(source, target) == 0;
        if (!isDone)
        {
            const int OtherDeviceUnix = 18;
            const int OtherDeviceWindows = 17;
            var error = Marshal.GetLastPInvokeError();
            throw error == (OperatingSystem.IsWindows() ? OtherDeviceWindows : OtherDeviceUnix)
                ? new ArchiveRefusedException(ModelSentences.OtherDisk)
                : new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeLink(string existing, string created);

    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string created, string existing, IntPtr security);
}
