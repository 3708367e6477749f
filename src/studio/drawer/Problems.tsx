import { FixButton } from './FixButton.tsx';
import { Icon } from '#studio/icons/Icon.tsx';
import styles from './Problems.module.css';
import { showIssue } from './showIssue.ts';
import { useIssues } from './useIssues.ts';

/** Everything that is wrong, the worst first; a click goes where it is. */
export function Problems() {
  const issues = useIssues();
  if (issues.length === 0) {
    return (
      <p className={styles['empty']}>
        Nothing is wrong. What cannot run, what failed and what could go better stands here and on
        its node.
      </p>
    );
  }
  return (
    <ul className={styles['list']}>
      {issues.map((issue) => (
        <li key={`${issue.subject}: ${issue.message}`}>
          <button
            type="button"
            className={styles['issue']}
            data-severity={issue.severity}
            onClick={() => showIssue(issue)}
          >
            <Icon name={issue.severity === 'hint' ? 'info' : 'warn'} size={14} />
            <span className={styles['subject']}>{issue.subject}</span>
            <span className={styles['message']}>{issue.message}</span>
          </button>
          {issue.fix && <FixButton fix={issue.fix} subject={issue.subject} />}
        </li>
      ))}
    </ul>
  );
}
