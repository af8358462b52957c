using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Archives;

/// <summary>Every reason for which an archive is not taken. A name out of a foreign file is shown shortened and without what does not print.</summary>
internal static class ArchiveRefusals
{
    public static Sentence NotAnArchive => new Sentence("This is not a zip file: it does not begin as one. Pack the files as .zip and try again.");

    public static Sentence Empty => new Sentence("The file is empty. Choose it again.");

    public static Sentence Cut => new Sentence("The zip file is cut short: its end, where its list of files stands, is missing. Fetch or pack it again.");

    public static Sentence WrongList => new Sentence("The zip file is damaged: its list of files is not where its end says. Pack it again.");

    public static Sentence SeveralParts => new Sentence("The zip file is one of several parts. Pack everything into one file.");

    public static Sentence LyingWideNumbers => new Sentence("The zip file gives sizes in its wide form (zip64) that it cannot have. Pack it again.");

    public static Sentence Encrypted(string name) => new Sentence("\"{0}\" in the zip file is locked with a password. Pack it without one.", Shown(name));

    public static Sentence Method(string name, int method) =>
        new Sentence("\"{0}\" in the zip file is packed in a way that is not read here (number {1}). Pack it as an ordinary zip file.", Shown(name), method);

    public static Sentence Link(string name) => new Sentence("\"{0}\" in the zip file is a link to another file. Pack the file itself.", Shown(name));

    public static Sentence Device(string name) => new Sentence("\"{0}\" in the zip file is neither a file nor a folder but a device. Leave it out.", Shown(name));

    public static Sentence FolderWithContent(string name) => new Sentence("\"{0}\" in the zip file is a folder, but has content of its own. Pack it again.", Shown(name));

    public static Sentence UnreadableName => new Sentence("The zip file holds a name that is not readable text (UTF-8). Rename the file and pack it again.");

    public static Sentence Twice(string name) => new Sentence("\"{0}\" is in the zip file twice; on some computers capital letters make no difference. Keep one.", Shown(name));

    public static Sentence FileIsFolder(string name) => new Sentence("\"{0}\" is in the zip file as a file and as a folder. Keep one.", Shown(name));

    public static Sentence TwoNames(string name) => new Sentence("\"{0}\" has another name inside the zip file than in its list. Pack it again.", Shown(name));

    public static Sentence Overlap(string name) => new Sentence("\"{0}\" in the zip file shares its bytes with another file: that is how small files are made to grow endlessly. Pack it again.", Shown(name));

    public static Sentence OutsideFile(string name) => new Sentence("\"{0}\" lies outside the zip file, by what its list says. The file is cut or damaged; pack it again.", Shown(name));

    public static Sentence TooMany(int most) => new Sentence("The zip file holds more than {0:N0} files. Pack only what is needed.", most);

    public static Sentence ListTooLong => new Sentence("The list of files in the zip file is too long. Pack only what is needed.");

    public static Sentence TooLarge(long most) => new Sentence("The zip file comes to more than {0} when it is unpacked. Pack only what is needed.", new ByteSize(most));

    public static Sentence EntryTooLarge(string name, long most) => new Sentence("\"{0}\" in the zip file comes to more than {1} when it is unpacked.", Shown(name), new ByteSize(most));

    public static Sentence Ratio(string name, int most) =>
        new Sentence("\"{0}\" in the zip file grows to more than {1:N0} times its size when it is unpacked: no real file does. Pack the real files.", Shown(name), most);

    public static Sentence Damaged(string name) => new Sentence("\"{0}\" in the zip file is damaged: it cannot be unpacked. Fetch or pack it again.", Shown(name));

    public static Sentence OtherSize(string name) => new Sentence("\"{0}\" in the zip file has another size than its list says. Fetch or pack it again.", Shown(name));

    public static Sentence OtherContent(string name) => new Sentence("\"{0}\" in the zip file is damaged: its checksum is wrong. Fetch or pack it again.", Shown(name));

    public static Sentence Disk(string problem) => new Sentence("It could not be unpacked: {0} Free some space on the disk of the data folder, or make it writable, and try again.", problem);

    public static Sentence Path(string name, Sentence problem) => problem with { Parts = [Shown(name), .. problem.Parts] };

    private static string Shown(string name) => Printable.Shown(name);
}
