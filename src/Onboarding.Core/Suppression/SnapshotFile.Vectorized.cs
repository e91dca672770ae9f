using System.IO.MemoryMappedFiles;

namespace Onboarding.Suppression;

internal sealed partial class SnapshotFile
{
    private static unsafe SnapshotSection[] Map(MemoryMappedViewAccessor view, IReadOnlyList<SnapshotFacts.Section> sections)
    {
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
        var result = new SnapshotSection[sections.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = new SnapshotSection(sections[i].Scope, start + sections[i].Offset, sections[i].Count);
        }

        return result;
    }
}
