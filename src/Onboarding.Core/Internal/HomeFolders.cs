namespace Onboarding.Internal;

/// <summary>The folders of a home.</summary>
internal sealed record HomeFolders(string Folder)
{
    /// <summary>Who was in each output.</summary>
    public string Members => Path.Combine(Folder, "members");

    /// <summary>The opt-outs, sorted for look-ups.</summary>
    public string Snapshots => Path.Combine(Folder, "snapshots");

    /// <summary>As recipient: the tokens of the own users, by party key.</summary>
    public string Indexes => Path.Combine(Folder, "indexes");

    /// <summary>As recipient: what was taken in, and what had to be taken out again.</summary>
    public string Taken => Path.Combine(Folder, "taken");

    /// <summary>As recipient: what matches found, and what the other party was told.</summary>
    public string Matches => Path.Combine(Folder, "matches");
}
