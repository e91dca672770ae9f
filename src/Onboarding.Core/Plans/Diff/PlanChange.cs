namespace Onboarding.Plans;

/// <summary>Something that differs between two plans.</summary>
public sealed record PlanChange
{
    internal PlanChange(PlanTopic topic, string path, string text)
    {
        Topic = topic;
        Path = path;
        Text = text;
    }

    /// <summary>What it is about.</summary>
    public PlanTopic Topic { get; }

    /// <summary>The JSON path; those of the dossier begin with <c>dossier</c>, and entries of lists go by what names them.</summary>
    public string Path { get; }

    /// <summary>What differs, in words: <c>retention.deleteBy: P30D -> P60D</c>.</summary>
    public string Text { get; }
}
