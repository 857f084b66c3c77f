package dev.mediaingest.store;

/** What a person says to the first change to a database that another program made. */
public interface MigrationConsent {
    /** Given beforehand, by whoever needs no word about it. */
    MigrationConsent GIVEN = new MigrationConsent() {
        @Override
        public boolean toChange(String what) {
            return true;
        }

        @Override
        public void copied(String sentence) {}
    };

    /**
     * Asked where no copy can be made from here.
     *
     * @param what what would be changed and how to make a copy, in sentences
     * @return whether it may be changed
     */
    boolean toChange(String what);

    /**
     * A copy of the database was made beside it.
     *
     * @param sentence that names it
     */
    void copied(String sentence);
}
