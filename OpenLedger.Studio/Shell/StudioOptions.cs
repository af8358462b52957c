namespace OpenLedger.Studio.Shell;

/// <summary>The settings of the section "Studio" in appsettings.json; <c>--Studio:DataFolder=...</c> on the command line wins.</summary>
internal sealed class StudioOptions
{
    public const string Section = "Studio";

    private const int LongestIdleMinutes = 24 * 60;
    private const int LargestUpload = 2_000;
    private const long BytesAGigabyte = 1_000_000_000;

    /// <summary>Where runs are kept. A relative path starts at the folder in which the studio was started.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The base models. A relative path starts at the folder in which the studio was started, or beside the program where there is none.</summary>
    public string ModelsFolder { get; set; } = "models";

    /// <summary>The bundled examples; found like <see cref="ModelsFolder"/>.</summary>
    public string StarterSetFolder { get; set; } = "starter-set";

    /// <summary>After how many minutes without a question a chat model gives its memory back.</summary>
    public int ModelIdleMinutes { get; set; } = 5;

    /// <summary>The password of the first account, for who cannot open the first page; empty: the first page asks for it.</summary>
    public string AdminPassword { get; set; } = "";

    /// <summary>A certificate (.pfx, or .pem with its key in it) by which the studio may answer beyond this computer.</summary>
    public string Certificate { get; set; } = "";

    public string CertificatePassword { get; set; } = "";

    /// <summary>Addresses of proxies that bring HTTPS, separated by semicolons. Only they may reach the studio from elsewhere.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>The largest file that a person may upload.</summary>
    public int LargestUploadGigabytes { get; set; } = 20;

    /// <summary>Folders on this computer that an admin may add models from, separated by semicolons; empty: any but the system's own.</summary>
    public string LocalModelFolders { get; set; } = "";

    public long LargestUploadBytes => LargestUploadGigabytes * BytesAGigabyte;

    public static StudioOptions Read(IConfiguration configuration)
    {
        var options = new StudioOptions();
        try
        {
            configuration.GetSection(Section).Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new StudioStartException($"A setting of \"{Section}\" cannot be read: {exception.Message} Correct it in appsettings.json or on the command line.");
        }

        options.DataFolder = Full(nameof(DataFolder), options.DataFolder, Environment.CurrentDirectory);
        options.ModelsFolder = Bundled(nameof(ModelsFolder), options.ModelsFolder);
        options.StarterSetFolder = Bundled(nameof(StarterSetFolder), options.StarterSetFolder);
        InRange(nameof(ModelIdleMinutes), options.ModelIdleMinutes, 1, LongestIdleMinutes);
        InRange(nameof(LargestUploadGigabytes), options.LargestUploadGigabytes, 1, LargestUpload);
        return options;
    }

    /// <summary>For the command line: the settings as a studio that is started here would read them, with another data folder where one is named.</summary>
    public static StudioOptions OfThisComputer(string? dataFolder)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables();
        if (dataFolder is not null)
        {
            configuration.AddInMemoryCollection([new($"{Section}:{nameof(DataFolder)}", dataFolder)]);
        }

        return Read(configuration.Build());
    }

    private static void InRange(string name, int value, int lowest, int highest)
    {
        if (value < lowest || value > highest)
        {
            throw new StudioStartException($"The setting {Section}:{name} is {value}, but must be {lowest} to {highest}.");
        }
    }

    private static string Bundled(string name, string path)
    {
        var here = Full(name, path, Environment.CurrentDirectory);
        return Directory.Exists(here) ? here : Full(name, path, AppContext.BaseDirectory);
    }

    private static string Full(string name, string path, string start)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new StudioStartException($"The setting {Section}:{name} is empty. Give it the path of a folder.");
        }

        return Path.GetFullPath(path, start);
    }
}
